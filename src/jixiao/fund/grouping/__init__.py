"""Discharge lists and their quality; cases put into groups by diagnosis and intervention, or DRG.

`cases` are discharges as arrays, `rules` what tables say of groups, `matching` the plain functions
that try them; `dip` builds a catalogue from history, `drg` runs rules from tables. Each is imported
by its own name.
"""
