"""Management of the documents slice."""
