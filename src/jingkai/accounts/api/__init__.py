"""The interface for programs: what every slice's operations share (gate, problems, pages), and accounts' own operations."""
