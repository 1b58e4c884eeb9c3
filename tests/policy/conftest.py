"""Beside it lie helpers of the tests of policy, which it makes importable."""
