"""What belongs to no single capability: page layout, the design system, preferences, error pages."""
