"""The archive of business papers."""
