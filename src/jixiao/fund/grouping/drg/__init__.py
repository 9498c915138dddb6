"""Diagnosis-related groups (DRG): a grouper that runs rules from tables, any version beside others."""
