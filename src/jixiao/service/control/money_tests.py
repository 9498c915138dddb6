"""Money thrice booked: what was paid, what the books say, what the bank did; and to whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, takewhile
from math import log10

from jixiao.money import in_yuan
from jixiao.service.control.notes import Mark, MarkKind

PAYMENT, VOUCHER, BANK = "基金付款", "记账凭证", "银行回单"


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment of the business system, in fen."""

    number: str
    on: date
    amount: int
    payee: str
    account: str
    invoice: str


@dataclass(frozen=True, slots=True)
class Booking:
    """A voucher, or a line of the bank, of a payment; in fen."""

    number: str
    on: date
    payment: str
    amount: int
    account: str = ""


@dataclass(frozen=True, slots=True)
class PayeeAccount:
    """An account that a payee registered, from a day to a day."""

    payee: str
    account: str
    begins: date
    ends: date | None

    def holds(self, day: date) -> bool:
        """Whether it is theirs on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Leading:
    """How first digits are shared beside Benford's law: a hint, where there are enough amounts."""

    amounts: int
    shares: Mapping[int, Fraction]
    deviation: float
    """The mean of the differences to the law, as a share."""


def three_ways(
    payments: Sequence[Payment],
    vouchers: Sequence[Booking],
    bank: Sequence[Booking],
    first: date,
    last: date,
) -> Iterator[Mark]:
    """Yield where a payment, its vouchers and its lines of the bank are not one amount.

    Bookings without a payment count where they are of the period; a payment's may be later.
    """
    booked, settled = _by_payment(vouchers), _by_payment(bank)
    known = {payment.number for payment in payments}
    for payment in payments:
        yield from _of_payment(payment, booked[payment.number], settled[payment.number])
    sides = (
        (booked, MarkKind.UNPAID_BOOKED, VOUCHER),
        (settled, MarkKind.UNPAID_SETTLED, BANK),
    )
    for bookings, test, table in sides:
        for number in [*bookings]:
            if number in known:
                continue
            of_period = [each for each in bookings[number] if first <= each.on <= last]
            for each in of_period:
                says = f"{each.number}（{each.on}）{in_yuan(each.amount)} 元，付款编号 {number or '没有写'}"
                yield Mark(test, number or each.number, says, ((table, each.number),), each.amount)  # fmt: skip


def _by_payment(bookings: Iterable[Booking]) -> dict[str, list[Booking]]:
    of_payment: dict[str, list[Booking]] = defaultdict(list)
    for each in bookings:
        of_payment[each.payment].append(each)
    return of_payment


def _of_payment(
    payment: Payment, booked: Sequence[Booking], settled: Sequence[Booking]
) -> Iterator[Mark]:
    rows = ((PAYMENT, payment.number),)
    named = f"{payment.number}（{payment.on}）{in_yuan(payment.amount)} 元"
    if not booked:
        yield Mark(
            MarkKind.NOT_BOOKED, payment.payee, f"{named}没有凭证", rows, payment.amount
        )
    if not settled:
        yield Mark(
            MarkKind.NOT_SETTLED,
            payment.payee,
            f"{named}没有回单",
            rows,
            payment.amount,
        )
    in_books, at_bank = (sum(e.amount for e in side) for side in (booked, settled))
    bookings = (
        *((VOUCHER, e.number) for e in booked),
        *((BANK, e.number) for e in settled),
    )
    is_twice = len(booked) > 1 and in_books == payment.amount * len(booked)
    if is_twice:
        says = f"{named}记了 {len(booked)} 次：{'、'.join(e.number for e in booked)}"
        twice = in_books - payment.amount
        yield Mark(
            MarkKind.BOOKED_TWICE, payment.payee, says, (*rows, *bookings), twice
        )
    differ = booked and not is_twice and in_books != payment.amount
    if differ or (settled and at_bank != payment.amount):
        says = f"{named}，记账 {in_yuan(in_books)}，银行 {in_yuan(at_bank)}"
        gap = max(abs(side - payment.amount) for side in (in_books, at_bank))
        yield Mark(
            MarkKind.AMOUNTS_DIFFER, payment.payee, says, (*rows, *bookings), gap
        )


def payee_marks(
    payments: Iterable[Payment],
    bank: Iterable[Booking],
    registered: Iterable[PayeeAccount],
) -> Iterator[Mark]:
    """Yield the payments to an account that the payee had not registered on the day."""
    accounts: dict[str, list[PayeeAccount]] = defaultdict(list)
    for each in registered:
        accounts[each.payee].append(each)
    settled = _by_payment(bank)
    for payment in payments:
        theirs = {a.account for a in accounts[payment.payee] if a.holds(payment.on)}
        paid_to = {payment.account, *(each.account for each in settled[payment.number])}
        strange = sorted(paid_to - theirs - {""})
        if strange:
            tails = "、".join(f"尾号 {account[-4:]}" for account in strange)
            says = f"{payment.number}（{payment.on}）付到 {tails}，登记的没有这个账户"
            rows = ((PAYMENT, payment.number),)
            yield Mark(
                MarkKind.OTHER_ACCOUNT, payment.payee, says, rows, payment.amount
            )


def same_invoices(payments: Iterable[Payment]) -> Iterator[Mark]:
    """Yield the papers that were paid more than once; a payment taken back is none."""
    of_invoice: dict[str, list[Payment]] = defaultdict(list)
    for payment in payments:
        if payment.invoice:
            of_invoice[payment.invoice].append(payment)
    for invoice, paid in sorted(of_invoice.items()):
        largest = max(payment.amount for payment in paid)
        net = sum(payment.amount for payment in paid)
        if len(paid) > 1 and net > largest:
            says = f"票据 {invoice} 付了 {len(paid)} 次：{'、'.join(p.number for p in paid)}"
            rows = tuple((PAYMENT, payment.number) for payment in paid)
            yield Mark(MarkKind.SAME_INVOICE, paid[0].payee, says, rows, net - largest)


def splits(payments: Iterable[Payment], days: int, limit: int) -> Iterator[Mark]:
    """Yield payments to one payee below a limit that together reach it within so many days."""
    of_payee: dict[str, list[Payment]] = defaultdict(list)
    for payment in payments:
        if 0 < payment.amount < limit:
            of_payee[payment.payee].append(payment)
    for payee, paid in sorted(of_payee.items()):
        paid.sort(key=lambda payment: (payment.on, payment.number))
        at = 0
        while at < len(paid):
            until = paid[at].on + timedelta(days=days)
            near = takewhile(lambda p: p.on <= until, islice(paid, at, None))  # noqa: B023 — taken at once
            run = [*near]
            total = sum(payment.amount for payment in run)
            if len(run) > 1 and total >= limit:
                says = (
                    f"{run[0].on} 至 {run[-1].on} 分 {len(run)} 笔付 {in_yuan(total)} 元，"
                    f"每笔都不到 {in_yuan(limit)} 元"
                )
                rows = tuple((PAYMENT, payment.number) for payment in run)
                yield Mark(MarkKind.SPLIT, payee, says, rows, total)
                at += len(run)
            else:
                at += 1


def leading_digits(amounts: Iterable[int], least: int) -> Leading | None:
    """Return how first digits are shared; none of fewer amounts than the least."""
    digits = Counter(int(str(amount)[0]) for amount in amounts if amount > 0)
    count = digits.total()
    if count < max(least, 1):
        return None
    shares = {digit: Fraction(digits[digit], count) for digit in range(1, 10)}
    gaps = [abs(float(share) - log10(1 + 1 / digit)) for digit, share in shares.items()]
    return Leading(count, shares, sum(gaps) / len(gaps))
