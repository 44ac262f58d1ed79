"""Find the names in an article: those the tables list, and those nobody listed."""
