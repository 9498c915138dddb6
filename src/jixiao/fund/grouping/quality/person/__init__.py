"""What is coded against whom."""
