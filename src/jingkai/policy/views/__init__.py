"""Pages of the policy slice."""
