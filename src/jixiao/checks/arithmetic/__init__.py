"""Do the sums and products on the paper hold?"""
