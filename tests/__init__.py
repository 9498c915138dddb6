"""Tests, mirroring src one to one."""
