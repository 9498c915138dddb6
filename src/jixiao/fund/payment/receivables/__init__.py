"""What patients owe where treatment came first and payment later."""
