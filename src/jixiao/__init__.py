"""jixiao (绩效): from a bureau's promise on paper to the proof in the fund's records."""

from typing import TYPE_CHECKING

from jixiao.door import door

if TYPE_CHECKING:
    from jixiao.fund.counter import counter, settle
    from jixiao.reading import Reading, read

__all__ = ["Reading", "counter", "read", "settle"]
__getattr__ = door(
    __name__,
    {
        "Reading": "jixiao.reading",
        "counter": "jixiao.fund.counter",
        "read": "jixiao.reading",
        "settle": "jixiao.fund.counter",
    },
)
