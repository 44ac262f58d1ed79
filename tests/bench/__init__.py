"""Speed, memory and growth of extraction, measured in one run beside spaCy's rule components.

``python -m tests.bench [FOLDER]`` reads the texts of FOLDER (default: the development texts).
"""
