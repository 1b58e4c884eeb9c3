"""Budgets: pools of money by year, from which claims are paid and which cannot be overdrawn."""
