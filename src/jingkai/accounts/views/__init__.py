"""Pages of the accounts slice, and the guard of every page."""
