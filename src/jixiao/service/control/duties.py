"""Who did what: the matrix of users and duties, and pairs of duties that one person may not do both of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from jixiao.errors import JixiaoError
from jixiao.fund.records.plain_text import plain
from jixiao.service.control.notes import Account, Deputy, LogLine, Mark, MarkKind

Pair = tuple[str, str]
LOG = "操作日志"


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What marks there are, and the steps that a deputy was allowed."""

    marks: Sequence[Mark]
    allowed: Sequence[tuple[LogLine, Deputy]]


def read_pairs(written: Sequence[str]) -> list[Pair]:
    """Read pairs of duties: 录入/审核.

    Raises:
        JixiaoError: one is not written so.
    """
    pairs = []
    for text in written:
        first, _, second = (plain(part) for part in text.partition("/"))
        if not first or not second or first == second:
            message = f"参数 control.exclusive 的“{text}”应写作 录入/审核 这样的两个岗位。请改正。"
            raise JixiaoError(message)
        pairs.append((first, second))
    return pairs


def duty_matrix(lines: Iterable[LogLine]) -> Mapping[tuple[str, str], int]:
    """Return how many steps each user did in each duty."""
    return Counter((line.user, line.duty) for line in lines)


def excluded_users(matrix: Mapping[tuple[str, str], int], pairs: Sequence[Pair]) -> list[tuple[str, Pair]]:  # fmt: skip
    """Return who did both duties of a pair, on whatever records: a question for who grants rights."""
    users = sorted({user for user, _ in matrix})
    duties = {(user, plain(duty)) for user, duty in matrix}
    return [
        (user, pair)
        for user, pair in product(users, pairs)
        if all((user, duty) in duties for duty in pair)
    ]


def conflicts(
    lines: Iterable[LogLine],
    pairs: Sequence[Pair],
    deputies: Sequence[Deputy],
    accounts: Sequence[Account],
) -> Conflicts:
    """Look at each record for two duties of a pair done by one person, or from one device.

    A step done by a deputy within the days of the authorisation is none of it. Two accounts of one
    name may be one person or two: a question.
    """
    names = {account.user: account.name for account in accounts}
    plainly = [replace(each, duty=plain(each.duty)) for each in deputies]
    wanted = {duty for pair in pairs for duty in pair}
    by_record: dict[str, list[LogLine]] = defaultdict(list)
    for line in lines:
        duty = plain(line.duty)
        if duty in wanted:
            by_record[line.record].append(replace(line, duty=duty))
    marks: list[Mark] = []
    allowed: list[tuple[LogLine, Deputy]] = []
    for of_record in by_record.values():
        standing = []
        for line in of_record:
            deputy = next((each for each in plainly if each.covers(line)), None)
            if deputy is None:
                standing.append(line)
            else:
                allowed.append((line, deputy))
        marks += _marks(standing, pairs, names)
    return Conflicts(marks, allowed)


def _marks(
    lines: Sequence[LogLine], pairs: Sequence[Pair], names: Mapping[str, str]
) -> Iterator[Mark]:
    """Yield what is marked of one record, once for each pair, test and persons."""
    marked: set[tuple[object, ...]] = set()
    for first, second in pairs:
        sides = [[ln for ln in lines if ln.duty == duty] for duty in (first, second)]
        for left, right in product(*sides):
            test = _test(left, right, names)
            about = (test, first, second, *sorted({left.user, right.user}))
            if test is not None and about not in marked:
                marked.add(about)
                yield _mark(test, left, right)


def _test(left: LogLine, right: LogLine, names: Mapping[str, str]) -> MarkKind | None:
    if left.user == right.user:
        return MarkKind.CONFLICT
    name = names.get(left.user)
    if name is not None and name == names.get(right.user):
        return MarkKind.NAMESAKES
    if left.device and left.device == right.device:
        return MarkKind.SAME_DEVICE
    return None


def _mark(test: MarkKind, left: LogLine, right: LogLine) -> Mark:
    users = "、".join(dict.fromkeys((left.user, right.user)))
    place = f"（{left.device}）" if test is MarkKind.SAME_DEVICE else ""
    says = (
        f"{left.record}：{left.user} {left.duty}（{left.at:%m-%d %H:%M}），"
        f"{right.user} {right.duty}（{right.at:%m-%d %H:%M}）{place}"
    )
    return Mark(test, users, says, ((LOG, left.number), (LOG, right.number)))
