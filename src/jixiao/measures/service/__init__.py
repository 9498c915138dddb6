"""What people think and know."""
