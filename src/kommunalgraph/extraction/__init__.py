"""From linked mentions to statements: rules are sentence templates, read from ``data/rules``."""
