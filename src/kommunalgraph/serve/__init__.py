"""The graph over HTTP: a SPARQL endpoint for programs, and pages for people."""
