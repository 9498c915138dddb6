"""Contributions: due, come, in arrears."""
