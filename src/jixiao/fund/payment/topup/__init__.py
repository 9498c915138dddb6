"""Top-up insurance: what a product pays of what the person still bears after the fund."""
