"""What the columns of a table of money hold, by the words their heads are made of."""

import re

from jixiao.targets.dialect import Dialect

BESIDE = "beside"
"""A column that is known and not kept: what arrived, what was left over."""
_UNIT = re.compile(r"\((?:单位:)?(?:亿元|万元|元|分|%)\)$")
_COLUMN = re.compile(r"\([A-Z](?:/[A-Z](?:[×x*]100%?)?)?\)$")
_SO_FAR = re.compile(
    r"(?:截[至止]\d{1,2}月[底末]?|[上下]半年|第?[一二三四]季度|累计)(?:预算|实际)?(执行数|支出数|执行率|支出率)"
)
"""What was spent so far, whatever the months are called."""
_ROLES_SO_FAR = {
    "执行数": "executed", "支出数": "executed", "执行率": "rate", "支出率": "rate",
}  # fmt: skip
_MAKES = {
    "rate": r"(?:全年|实际|预算|资金|累计)*(?:执行|支出|完成|使用)(?:率|进度|比例)",
    "executed": (
        r"(?:全年|实际|预算|资金|累计|本年|项目)*(?:执行|支出|使用)(?:数|额|金额|资金)"
        r"|(?:全年|实际|累计|本年)(?:执行|支出)|(?:支出|实际)?决算(?:数|额|金额)?"
    ),
    "initial": (
        r"年初(?:预算|资金)?(?:安排|批复|下达|预算)?(?:数|额|金额|资金)?"
        r"|(?:预算批复|批复的?预算)(?:数|额|金额)?"
    ),
    "budget": r"(?:全年|年中|年度)?(?:调整后?|追加后)?(?:的|全年)?预算(?:安排|金额|资金)*(?:数|额)?",
    "expected": r"(?:预计全年|全年预计|预计)(?:执行|支出|完成)(?:数|额|金额)?",
    BESIDE: r"(?:资金|实际|全年|预算|累计)*(?:到位|下达|拨付|结余|结转)(?:数|额|率|金额|资金)*(?:情况)?",
}
_BY_MAKE = {role: re.compile(make) for role, make in _MAKES.items()}


class SpentHeads:
    """The heads of a dialect's table of money: those it lists, and those of the usual make."""

    def __init__(self, dialect: Dialect) -> None:
        self._varies = dialect.varies
        self._listed: dict[str, str] = {}
        for role, wordings in dialect.execution.items():
            for words in wordings:
                self._listed.setdefault(words, role)

    def role_of(self, text: str) -> str | None:
        """What the column below a head holds; None where the text is no head."""
        words = _UNIT.sub("", text)
        so_far = _SO_FAR.fullmatch(words)
        made = _ROLES_SO_FAR[so_far[1]] if so_far else None
        if made is None and self._varies:
            made = _role_by_make(words)
        return self._listed.get(words, made)

    def is_listed(self, text: str) -> bool:
        """Whether a head is one that the dialect lists."""
        return _UNIT.sub("", text) in self._listed


def _role_by_make(words: str) -> str | None:
    bare = _COLUMN.sub("", words)
    made = (role for role, make in _BY_MAKE.items() if make.fullmatch(bare))
    return next(made, None)
