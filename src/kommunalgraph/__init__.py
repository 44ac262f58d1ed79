"""kommunalgraph turns press articles into a dated, evidenced graph of German municipal IT."""

__version__ = "0.1.0"
