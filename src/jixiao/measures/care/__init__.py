"""Long-term care: who is cared for, what it pays and costs."""
