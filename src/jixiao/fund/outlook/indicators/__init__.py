"""What the fund takes in, pays and holds, and the care that it pays for."""
