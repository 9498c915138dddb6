"""Paying hospitals by disease: points of groups and cases, their value, a settlement year."""

from jixiao.fund.payment.apportionment import apportion
from jixiao.fund.payment.case_points import Deviation, PricedCases, price_cases
from jixiao.fund.payment.clearing import Clearing, HospitalYear, clear_year
from jixiao.fund.payment.group_points import GroupCost, YearCost, points_of_groups
from jixiao.fund.payment.monthly import MonthOfHospital, prepay

__all__ = [
    "Clearing",
    "Deviation",
    "GroupCost",
    "HospitalYear",
    "MonthOfHospital",
    "PricedCases",
    "YearCost",
    "apportion",
    "clear_year",
    "points_of_groups",
    "prepay",
    "price_cases",
]
