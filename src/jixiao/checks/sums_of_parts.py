"""Sums whose parts may stand on a line that was not read."""

from collections.abc import Callable, Iterator

from jixiao.checks import CannotCheck, Dossier
from jixiao.findings import Breach
from jixiao.targets import TargetTable


def unless_a_part_is_unread(
    dossier: Dossier, gaps: Callable[[TargetTable], Iterator[Breach]]
) -> Iterator[Breach]:
    """Yield the gaps between totals and their parts; each has the facts `stated` and `parts`.

    Where the parts are too little and a line beside them is unread, it may be one of them.

    Raises:
        CannotCheck: that is so of some tables; the others were yielded.
    """
    doubtful = []
    for table in dossier.tables:
        for breach in gaps(table):
            is_short = breach.facts["parts"] < breach.facts["stated"]
            if is_short and dossier.unread_beside(breach.at):
                doubtful.append(table.project_name or "有一张表")
            else:
                yield breach
    if doubtful:
        names = "、".join(dict.fromkeys(doubtful))
        message = f"{names}：资金旁边有没读懂的行，可能是一项来源"
        raise CannotCheck(message)
