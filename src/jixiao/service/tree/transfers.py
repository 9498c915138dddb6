"""Money that goes down the tree: each division's account, and each break between two accounts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from jixiao import chinese
from jixiao.money import in_yuan
from jixiao.service.tree.divisions import Tree

_BRACKETS = str.maketrans("〔【［[〕】］]", "(((())))")


class Step(StrEnum):
    """What a division booked, as TRANSFER codes it."""

    RECEIVED = "1"
    PROVIDED = "2"
    ALLOCATED = "3"
    SPENT = "4"
    LEFT = "5"


_INCOMING = (Step.RECEIVED, Step.PROVIDED)
_OUTGOING = (Step.ALLOCATED, Step.SPENT)


@dataclass(frozen=True, slots=True)
class Booking:
    """A row of a division's account; amounts in fen, what was taken back is negative."""

    number: str
    division: str
    year: int
    fund: str
    step: Step
    document: str
    source: str
    other: str
    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Account:
    """A division's account of one fund of one budget year, in fen.

    `stated_left` is what the division itself said last was left, None where it says nothing;
    `left_then` is what its bookings up to that day leave.
    """

    division: str
    year: int
    fund: str
    received: int
    provided: int
    allocated: int
    spent: int
    stated_left: int | None
    left_then: int

    @property
    def left(self) -> int:
        """What came in and did not go out."""
        return self.received + self.provided - self.allocated - self.spent


@dataclass(frozen=True, slots=True)
class Break:
    """Where accounts do not go together: by how much, and what is missing.

    `division` is where something is missing; `other` is the other side, where there is one.
    """

    division: str
    document: str
    amount: int
    why: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A booking that is in no account of the tree, with the reason."""

    booking: Booking
    why: str


def document_key(document: str) -> str:
    """Return a document's number without width, spaces and kinds of brackets."""
    return chinese.squeeze(chinese.fold(document)).translate(_BRACKETS)


def placed(
    tree: Tree, bookings: Sequence[Booking]
) -> tuple[Sequence[Booking], Sequence[Unplaced]]:
    """Return the bookings under the codes in use on the tree's day, and those that found none.

    A counterpart that is not in the tree stays as it is written: the top receives from outside.
    """
    kept: list[Booking] = []
    unplaced: list[Unplaced] = []
    for booking in bookings:
        if booking.on > tree.day:
            unplaced.append(Unplaced(booking, f"日期 {booking.on} 在 {tree.day} 以后"))
        elif division := tree.current(booking.division):
            other = tree.current(booking.other) or booking.other
            kept.append(replace(booking, division=division, other=other))
        else:
            why = f"记账地区 {booking.division} 不在用，也没有写并入哪里"
            unplaced.append(Unplaced(booking, why))
    return kept, unplaced


def accounts(bookings: Sequence[Booking]) -> Sequence[Account]:
    """Return each division's account of each fund and budget year, in their order."""
    rows: dict[tuple[str, int, str], list[Booking]] = defaultdict(list)
    for booking in bookings:
        rows[booking.division, booking.year, booking.fund].append(booking)
    return [_account(key, of_key) for key, of_key in sorted(rows.items())]


def _account(key: tuple[str, int, str], bookings: Sequence[Booking]) -> Account:
    stated = [each for each in bookings if each.step is Step.LEFT]
    last = max((each.on for each in stated), default=None)
    then = bookings if last is None else [each for each in bookings if each.on <= last]
    return Account(
        *key,
        received=_sum(_of(bookings, Step.RECEIVED)),
        provided=_sum(_of(bookings, Step.PROVIDED)),
        allocated=_sum(_of(bookings, Step.ALLOCATED)),
        spent=_sum(_of(bookings, Step.SPENT)),
        stated_left=_sum([each for each in stated if each.on == last])
        if stated
        else None,
        left_then=_sum(_of(then, *_INCOMING)) - _sum(_of(then, *_OUTGOING)),
    )


def breaks(tree: Tree, bookings: Sequence[Booking]) -> Sequence[Break]:
    """Return every break: between two accounts of one document, and within an account."""
    return [
        *_between(tree, bookings),
        *_without_document(tree, bookings),
        *_within_documents(tree, bookings),
        *_within_accounts(tree, bookings),
    ]


_Sides = Mapping[tuple[int, str, str, str], Sequence[Booking]]
"""Bookings by budget year, from whom, to whom, and document."""


def _between(tree: Tree, bookings: Sequence[Booking]) -> Iterator[Break]:
    issued = _sides(bookings, Step.ALLOCATED)
    received = _sides(bookings, Step.RECEIVED)
    for key in sorted({*issued, *received}):
        _, above, below, _ = key
        if above not in tree.nodes and below in tree.roots():
            continue  # the top receives from outside: only one side's account is here
        yield from _compared(tree, key, issued.get(key, ()), received.get(key, ()))


def _sides(bookings: Sequence[Booking], step: Step) -> _Sides:
    sides: dict[tuple[int, str, str, str], list[Booking]] = defaultdict(list)
    for each in bookings:
        if each.step is step and each.document:
            pair = (each.division, each.other)
            above, below = pair if step is Step.ALLOCATED else pair[::-1]
            key = (each.year, above, below, document_key(each.document))
            sides[key].append(each)
    return sides


def _compared(
    tree: Tree,
    key: tuple[int, str, str, str],
    issued: Sequence[Booking],
    received: Sequence[Booking],
) -> Iterator[Break]:
    year, above, below, _ = key
    document = (*issued, *received)[0].document
    out, into = _sum(issued), _sum(received)
    upper, lower = tree.label(above), tree.label(below)
    if not received:
        why = f"{upper} 下达 {lower} {year} 年的 {in_yuan(out)} 元，{lower} 的账上没有这份文件"
        yield Break(below, document, out, why, above)
    elif not issued:
        why = f"{lower} 收到 {year} 年的 {in_yuan(into)} 元，{upper} 的账上没有下达它的这份文件"
        yield Break(above, document, into, why, below)
    elif out != into:
        why = f"{upper} 下达 {in_yuan(out)} 元，{lower} 收到 {in_yuan(into)} 元"
        yield Break(below, document, out - into, why, above)
    elif _funds(issued) != _funds(received):
        names = f"“{'、'.join(_funds(issued))}”，{lower} 记为“{'、'.join(_funds(received))}”"
        why = f"资金名称两边不同：{upper} 记为{names}"
        yield Break(below, document, 0, why, above)


def _without_document(tree: Tree, bookings: Sequence[Booking]) -> Iterator[Break]:
    """Give what went between two divisions without a document, or without saying between which."""
    for each in bookings:
        if each.step not in {Step.RECEIVED, Step.ALLOCATED}:
            continue
        lacks = [
            word
            for word, cell in (("文号", each.document), ("对方区划代码", each.other))
            if not cell
        ]
        if lacks:
            what = "收到" if each.step is Step.RECEIVED else "下达"
            why = (
                f"{tree.label(each.division)} {each.on} {what}的 {in_yuan(each.amount)} 元"
                f"没有写{'和'.join(lacks)}（{each.number}），没有和另一边核对"
            )
            yield Break(each.division, each.document, each.amount, why)


def _within_documents(tree: Tree, bookings: Sequence[Booking]) -> Iterator[Break]:
    """Give documents of which more went out than came in, or nothing came in."""
    came = incoming(bookings)
    for key, went in sorted(outgoing(bookings).items()):
        division, year, _ = key
        into, out = _sum(came.get(key, ())), _sum(went)
        document, label = went[0].source, tree.label(division)
        if key not in came:
            why = f"{label} 用了 {year} 年的 {in_yuan(out)} 元，账上没有收到或安排这份文件"
            yield Break(division, document, out, why)
        elif out > into:
            why = f"{label} 收到或安排 {in_yuan(into)} 元，下达和支出 {in_yuan(out)} 元"
            yield Break(division, document, out - into, why)


def _within_accounts(tree: Tree, bookings: Sequence[Booking]) -> Iterator[Break]:
    for each in accounts(bookings):
        label = f"{tree.label(each.division)} {each.year} 年 {each.fund}"
        if each.left < 0:
            why = f"{label}：下达和支出比收到和安排多 {in_yuan(-each.left)} 元，缺收到或安排的文件"
            yield Break(each.division, "", each.left, why)
        if each.stated_left is not None and each.stated_left != each.left_then:
            why = f"{label}：账上算出结余 {in_yuan(each.left_then)} 元，记的是 {in_yuan(each.stated_left)} 元"
            lacks = "收到或安排" if each.stated_left > each.left_then else "下达或支出"
            amount = each.left_then - each.stated_left
            yield Break(each.division, "", amount, f"{why}，缺{lacks}的文件")


_ByDocument = Mapping[tuple[str, int, str], Sequence[Booking]]
"""Bookings by division, budget year and document."""


def incoming(bookings: Sequence[Booking]) -> _ByDocument:
    """Return what came to a division by each document; what was taken back of it is taken off."""
    return _by_document(
        (each, each.source if each.amount < 0 and each.source else each.document)
        for each in bookings
        if each.step in _INCOMING
    )


def outgoing(bookings: Sequence[Booking]) -> _ByDocument:
    """Return what went out of the money of each document, where the row says of which."""
    return _by_document(
        (each, each.source) for each in bookings if each.step in _OUTGOING
    )


def unattributed(bookings: Sequence[Booking]) -> Mapping[str, int]:
    """Return what each division sent or spent without saying of which document, in fen."""
    sums: dict[str, int] = defaultdict(int)
    for each in bookings:
        if each.step in _OUTGOING and not each.source:
            sums[each.division] += each.amount
    return sums


def _by_document(named: Iterator[tuple[Booking, str]]) -> _ByDocument:
    rows: dict[tuple[str, int, str], list[Booking]] = defaultdict(list)
    for each, document in named:
        if document:
            rows[each.division, each.year, document_key(document)].append(each)
    return rows


def _sum(bookings: Sequence[Booking]) -> int:
    return sum(each.amount for each in bookings)


def _of(bookings: Sequence[Booking], *steps: Step) -> Sequence[Booking]:
    return [each for each in bookings if each.step in steps]


def _funds(bookings: Sequence[Booking]) -> Sequence[str]:
    return sorted({each.fund for each in bookings})
