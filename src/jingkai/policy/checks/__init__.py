"""What can be asked of a pack only when all its files are read: one module a question."""
