"""Pages of the documents slice, one module a kind of page."""
