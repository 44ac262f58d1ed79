"""The command line."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """Turn press articles into a graph of German municipal IT."""
