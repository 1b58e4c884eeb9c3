"""Simulations: what a policy would cost, and for whom, if its figures were others. Nothing here touches a claim."""
