"""One claim at a time on a durable ledger."""
