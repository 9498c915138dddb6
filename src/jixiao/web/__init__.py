"""The office: pages, accounts, and the cycle of target tables in a browser."""
