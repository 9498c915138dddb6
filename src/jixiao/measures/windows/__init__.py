"""What is dealt with at windows and online."""
