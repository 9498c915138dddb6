"""Shares and rates of an institution beside its limits or its peers."""
