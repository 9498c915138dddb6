"""What the fund pays of a bill: policies as dated data, and the settlement by them."""

from jixiao.fund.benefits.lines import split_lines
from jixiao.fund.benefits.policy import Policies, load_policies
from jixiao.fund.benefits.settlement import CLAIM, settle

__all__ = ["CLAIM", "Policies", "load_policies", "settle", "split_lines"]
