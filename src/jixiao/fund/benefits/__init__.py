"""What the fund pays of a bill: policies as dated data, and the settlement by them."""

from typing import TYPE_CHECKING

from jixiao.door import door
from jixiao.fund.benefits.claim import CLAIM, OPENING, OPTIONAL
from jixiao.fund.benefits.policy import Policies
from jixiao.fund.benefits.shelf import load_policies, unread_files

if TYPE_CHECKING:
    from jixiao.fund.benefits.lines import split_lines
    from jixiao.fund.benefits.settlement import closing, settle

__all__ = [
    "CLAIM",
    "OPENING",
    "OPTIONAL",
    "Policies",
    "closing",
    "load_policies",
    "settle",
    "split_lines",
    "unread_files",
]
# What needs Ibis is opened when it is asked for: a counter needs it not.
__getattr__ = door(
    __name__,
    {
        "closing": "jixiao.fund.benefits.settlement",
        "settle": "jixiao.fund.benefits.settlement",
        "split_lines": "jixiao.fund.benefits.lines",
    },
)
