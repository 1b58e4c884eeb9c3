"""Template tags of the accounts slice."""
