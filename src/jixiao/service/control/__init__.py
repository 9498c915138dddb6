"""Internal control: who may not do both, what logs and money show, tests, findings, the year's report."""
