"""Dialysis: too often, without a record, on one machine, beside a stay, without its sets and tests."""
