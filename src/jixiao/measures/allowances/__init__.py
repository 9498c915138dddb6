"""Maternity allowances: who gets them, how much and how soon."""
