"""Claims: one run of a benefit for one subject, folded from the ledger, from being found to being paid and closed."""
