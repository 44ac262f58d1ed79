"""What German text is made of: sentences, words, dates, numbers and inflected forms.

Nothing here knows of articles or entities; every function takes text and offsets, or a name.
"""
