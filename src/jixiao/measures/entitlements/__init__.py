"""Entitlements of the insured: applied for, concluded, looked at again."""
