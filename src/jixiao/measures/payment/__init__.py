"""Paying hospitals by disease: covered, grouped, uploaded, simulated, tried out."""
