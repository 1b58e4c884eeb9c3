"""From a copy as it arrived to law that can be cited: read, repair, collate, parse, extract, align, search, export."""
