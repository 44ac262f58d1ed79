"""Decide which thing each mention means, and who is meant by a short form or a description."""
