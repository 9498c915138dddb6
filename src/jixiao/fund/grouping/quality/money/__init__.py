"""What is coded against what was charged."""
