"""What insurance pays of the bills."""
