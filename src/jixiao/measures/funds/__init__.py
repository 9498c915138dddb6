"""The fund: income, outlay, what is left."""
