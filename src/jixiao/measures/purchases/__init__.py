"""Goods and services that were accepted."""
