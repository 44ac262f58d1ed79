"""Measure extraction against gold: ``python -m tests.eval``."""
