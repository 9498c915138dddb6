"""How bills are settled: at once, directly, uploaded in time."""
