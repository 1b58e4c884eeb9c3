"""Policy packs: what documents command as reviewed data, checked against the law, and the rule language that pays it."""
