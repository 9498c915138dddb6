"""Will what the funds hold be enough?"""
