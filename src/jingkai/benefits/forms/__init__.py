"""Forms of benefits: claims, decisions, money."""
