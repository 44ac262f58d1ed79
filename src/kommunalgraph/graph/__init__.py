"""Statements become claims, claims become clean triples, and both live in the store."""
