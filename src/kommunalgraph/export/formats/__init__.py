"""One module per format; the folder is the registry (see ``export/registry.py``)."""
