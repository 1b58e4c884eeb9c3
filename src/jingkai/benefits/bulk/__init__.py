"""All subjects of a zone at once: the set-based engine computes, the same settlement as for one subject adds up."""
