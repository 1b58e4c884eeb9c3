"""Payments: batches for the treasury, recorded before they are sent, and the bank's answers to them."""
