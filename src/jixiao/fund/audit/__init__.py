"""Audit rules: what in the fund's records may be wrong; a rule marks, a person decides."""

from jixiao.fund.audit.declaration import Grade, Rule, Subject, library, rule

__all__ = ["Grade", "Rule", "Subject", "library", "rule"]
