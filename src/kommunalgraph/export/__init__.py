"""The graph in the formats that other tools read, the same bytes for the same facts."""
