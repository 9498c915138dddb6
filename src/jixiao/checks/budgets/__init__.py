"""Do the tables of a department budget agree with themselves and each other?"""
