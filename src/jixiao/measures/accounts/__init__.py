"""Personal accounts: what is credited and what they pay."""
