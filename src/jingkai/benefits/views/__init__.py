"""Pages of benefits: what an enterprise can get and why, the public guide, the calculator."""
