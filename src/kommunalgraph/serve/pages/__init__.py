"""Pages on which anyone can look something up in the graph, in German and English."""
