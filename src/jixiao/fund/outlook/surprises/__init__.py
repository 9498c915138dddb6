"""What came otherwise than was foreseen?"""
