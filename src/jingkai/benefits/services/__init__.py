"""What writes claims, budgets and payments: every step is appended to the ledger, once per command."""
