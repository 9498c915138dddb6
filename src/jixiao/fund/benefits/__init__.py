"""What the fund pays of a bill: policies as dated data, and the settlement by them."""

from jixiao.fund.benefits.lines import split_lines
from jixiao.fund.benefits.parameters import OPENING, OPTIONAL
from jixiao.fund.benefits.policy import Policies, load_policies
from jixiao.fund.benefits.settlement import CLAIM, closing, settle

__all__ = [
    "CLAIM",
    "OPENING",
    "OPTIONAL",
    "Policies",
    "closing",
    "load_policies",
    "settle",
    "split_lines",
]
