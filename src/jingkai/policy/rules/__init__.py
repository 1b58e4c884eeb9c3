"""The rules of a pack applied to one subject: conditions, sums, caps, stacking, receipts."""

ENGINE = "jingkai-rules-1"
"""Version of what rules mean here. It changes when the same pack and facts would give another answer."""
