"""Pictures of the graph for reports: PNG and SVG, the same bytes for the same facts."""
