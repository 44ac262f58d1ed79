"""Runs the command line as ``python -m kommunalgraph.cli``."""

from __future__ import annotations

from kommunalgraph.cli import main

main(prog_name="kommunalgraph")
