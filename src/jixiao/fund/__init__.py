"""The money side: what bureaus export, and what the fund's rules make of it."""
