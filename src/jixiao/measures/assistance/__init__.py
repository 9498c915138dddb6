"""What assistance adds for the poor."""
