"""What can be seen in a finished graph: evidence, faults, networks, figures."""
