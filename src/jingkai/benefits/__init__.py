"""Benefits: found, explained, simulated, claimed, reviewed, publicised and paid once."""
