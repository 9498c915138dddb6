"""The tree of divisions: money that goes down it, and indicators that add up along it."""
