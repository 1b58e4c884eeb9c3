"""Template tags of the documents slice."""
