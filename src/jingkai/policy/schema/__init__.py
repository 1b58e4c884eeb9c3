"""The shape of a policy pack: one document's mandates as YAML, each with its clause and its dates."""
