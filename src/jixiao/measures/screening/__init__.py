"""Automatic audits: what they looked at, found and took off."""
