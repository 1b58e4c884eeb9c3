"""Accounts: who may see and do what, and where. People, roles, scopes, and the one policy that answers for all slices."""
