"""What a check is: an entry asked of the paper, with its severity and what to do about a finding."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from jixiao.entry import Entry, read_parameters
from jixiao.errors import FaultyEntry
from jixiao.findings import Breach, Severity

Look = Callable[..., Iterable[Breach]]


class Scope(StrEnum):
    """What a check is asked of, by the name of its parameter: a target table, a budget, or all."""

    TABLE = "table"
    BUDGET = "budget"
    DOSSIER = "dossier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Entry):
    """One entry of the catalogue.

    `says` is the message, with the facts of a breach in braces; `suggests` says what to do;
    `rule` is the id in the study of the regulations, empty where it has none. `needs_all_rows` is
    true of a question about rows that are not there or about sums of all: it is not asked of a
    table of which a row is unsure or a line is unread. `once` is true of what a bureau writes in one
    manner in all its tables: a report tells it once, with the other projects. `tells_for` are the
    codes of what follows from a finding of this check in the same project and is not told beside it.
    """

    suggests: str
    severity: Severity
    rule: str
    scope: Scope
    needs_all_rows: bool = False
    once: bool = False
    tells_for: tuple[str, ...] = ()


def check(
    *,
    code: str,
    title: str,
    says: str,
    suggests: str,
    severity: Severity,
    basis: str,
    rule: str,
    needs_all_rows: bool = False,
    once: bool = False,
    tells_for: tuple[str, ...] = (),
) -> Callable[[Look], Check]:
    """Declare a check over a function whose one positional parameter is what it looks at.

    Raises:
        FaultyEntry: that is no `Scope`, or the limits are not those of the page.
    """

    def declare(look: Look) -> Check:
        parameters = read_parameters(look, code, sources=list(Scope))
        if len(parameters.sources) != 1:
            message = f"检查 {code} 应只看一样：{'、'.join(Scope)}。请改正它的参数。"
            raise FaultyEntry(message)
        return Check(
            code=code,
            title=title,
            says=says,
            suggests=suggests,
            severity=severity,
            basis=basis,
            rule=rule,
            scope=Scope(next(iter(parameters.sources))),
            needs_all_rows=needs_all_rows,
            once=once,
            tells_for=tells_for,
            sources=parameters.sources,
            limits=parameters.limits,
            look=look,
            page=parameters.page,
        )

    return declare
