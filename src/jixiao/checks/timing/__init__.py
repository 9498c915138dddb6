"""Do dates exist, and do they belong to the year?"""
