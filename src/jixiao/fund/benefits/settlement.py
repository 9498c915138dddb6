"""A year of claims settled: the store hands them over by person and time, `year.py` settles them.

The policies are asked once for each combination of codes that the claims bear; a claim then bears
the number of what they say. The rows come in the order of persons, years and times, and are settled
piece by piece, so that what is held in memory does not grow with their number.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import ir

from jixiao.fund.benefits import year
from jixiao.fund.benefits.claim import AMOUNTS, ITEM, OPENING, State
from jixiao.fund.benefits.compiled import compiled_years
from jixiao.fund.benefits.entry import Case
from jixiao.fund.benefits.law import MOST_FEN, ONE_CODE, Decision, LawBook
from jixiao.fund.benefits.one_claim import payment_places, workings_width
from jixiao.fund.benefits.policy import Policies
from jixiao.fund.benefits.words import HERE
from jixiao.fund.store.engine import Engine

_ORDER = ("psn_no", "year", "setl_time", "setl_id")
_ACCOUNTS = ("acct_balc", "acct_mulaid_balc")
_AT_A_TIME = 2
"""Pieces of rows that are settled side by side: compiled, the settlement leaves Python alone."""
_FEW = 10_000
"""So many claims of a piece are settled as they stand: to load what is compiled takes longer."""
_NO_CODE = "?"
_NUMBERS = ("age", "insured_years", "insured_days")
_ARROW = {"string": pa.string(), "int32": pa.int32(), "int64": pa.int64()}
PersonYear = tuple[str, int]


def settle(
    engine: Engine,
    claims: ir.Table,
    policies: Policies,
    opening: ir.Table | None = None,
) -> ir.Table:
    """Settle claims by the policies in force on their dates; gives a row for each, by `setl_id`.

    `claims` are of the shape `CLAIM` and bear what they can of `OPTIONAL`. `opening` (of the shape
    `OPENING`) says what the persons' years had used before the first of them; without it they begin
    with nothing used.

    The result has, in fen: `dedc_std` (the start line that holds), `act_pay_dedc`, `hifp_pay`, one
    column for each further layer's field, `fund_pay_sumamt`, `psn_pay`, and where a policy knows
    personal accounts its parts `acct_pay`, `acct_mulaid_pay` and `cash_payamt`; `benefit` names the
    entry the basic layer paid by, and `reason` (a key of `law.REASONS`) says why a claim was not
    settled; of the two one is null.

    Raises:
        FaultyEntry: the policies put their layers in different orders.
    """
    book = LawBook(policies)
    numbered = _numbered(engine, claims, book)
    asked = _Years(book, numbered.decisions, _opened(engine, opening))
    return engine.by_person(numbered.rows, _ORDER, asked.payments, asked.payment_schema)


def closing(
    engine: Engine,
    claims: ir.Table,
    policies: Policies,
    opening: ir.Table | None = None,
) -> ir.Table:
    """Return what the persons' years have used after these claims: the opening of the next claims.

    Raises:
        FaultyEntry: the policies put their layers in different orders.
    """
    book = LawBook(policies)
    numbered = _numbered(engine, claims, book)
    asked = _Years(book, numbered.decisions, _opened(engine, opening))
    used = engine.by_person(numbered.rows, _ORDER, asked.closing, _OPENING_SCHEMA)
    if opening is None:
        return used
    goes_on = claims.select("psn_no", "year").distinct()
    return used.union(opening.select(*OPENING).anti_join(goes_on, ["psn_no", "year"]))


_OPENING_SCHEMA = pa.schema([(name, _ARROW[kind]) for name, kind in OPENING.items()])


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Claims that bear the number of what the policies say of them, and what that is."""

    rows: ir.Table
    decisions: list[Decision]


def _numbered(engine: Engine, claims: ir.Table, book: LawBook) -> _Numbered:
    """Ask the policies once for each combination of codes, and number the claims by it."""
    coded = _coded(claims, book)
    keys = ["place", *Case._fields]
    combinations = engine.fetch(coded.select(*keys).distinct()).to_pylist()
    decisions = [
        book.decide(int(row["place"]), Case(*(row[name] for name in Case._fields)))
        for row in combinations
    ]
    schema = pa.schema(
        [("place", pa.int64()), *((name, pa.string()) for name in Case._fields)]
    )
    table = pa.Table.from_pylist(combinations, schema=schema)
    table = table.append_column("number", pa.array(range(len(decisions)), pa.int64()))
    differing = [name for name in keys if len(table[name].unique()) > 1] or keys[:1]
    rows = coded.join(ibis.memtable(table.select([*differing, "number"])), differing)
    others = [name for name in rows.columns if name not in keys]
    return _Numbered(rows.select(*others), decisions)


def _coded(claims: ir.Table, book: LawBook) -> ir.Table:
    """Give the claims' codes as policies ask for them, and their amounts as numbers that are there."""
    has = claims.columns
    texts = {
        name: claims[name].fill_null("") if name in has else ibis.literal("")
        for name in Case._fields
        if name not in (*_NUMBERS, "carried")
    }
    texts |= {name: _from_on(claims, name, book) for name in _NUMBERS}
    is_here = (texts["area"] == "") & (texts["filing"] == "local")
    texts["area"] = ibis.ifelse(is_here, HERE, texts["area"])
    texts["third_party"] = ibis.ifelse(texts["third_party"] == "1", "1", "0")
    identities = {code for p in book.policies for code in p.identity_names}
    diseases = {code for p in book.policies for code in p.named_diseases}
    identity = texts["psn_idet_type"]
    is_code = (identity == "") | identity.re_search(f"^{ONE_CODE.pattern}$")
    known = _known(identity, identities)
    texts["psn_idet_type"] = ibis.ifelse(is_code | (known != ""), known, _NO_CODE)
    texts["dise_no"] = _known(texts["dise_no"], diseases)
    texts["cvlserv_flag"] = ibis.ifelse(texts["cvlserv_flag"] == "1", "1", "0")
    amounts = [claims[name] for name in AMOUNTS]
    sound = ibis.and_(*((fen >= 0) & (fen < MOST_FEN) for fen in amounts))
    day = claims.setl_time.date()
    if "care_day" in has and book.goes_by_discharge:
        day = claims.care_day.fill_null(day)
    texts["carried"] = _carried(claims, day, book)
    transfer = claims.transfer if "transfer" in has else ibis.literal("0")
    besides = {
        name: claims[name].fill_null(0) if name in has else ibis.literal(0, "int64")
        for name in (*_ACCOUNTS, *(f"{ITEM}{item}" for item in book.items))
    }
    of_items = sum(
        (besides[f"{ITEM}{item}"] for item in book.items), ibis.literal(0, "int64")
    )
    return claims.select(
        *_ORDER,
        **texts,
        place=_place(day, book),
        fault=ibis.cases(
            (~sound.fill_null(False), "amount"),
            (of_items > claims.inscp_amt, "items"),
            else_="",
        ),
        month=(day.month() - 1).cast("int64"),
        day=(day.day_of_year() - 1).cast("int64"),
        transferred=ibis.ifelse(transfer == "1", 1, 0).cast("int64"),
        **{name: claims[name].fill_null(0).cast("int64") for name in AMOUNTS},
        **{name: value.cast("int64") for name, value in besides.items()},
    )


def _carried(claims: ir.Table, day: ir.DateValue, book: LawBook) -> ir.StringValue:
    """Say whether what is claimed is of one year, where a policy asks: see `Case`."""
    if not book.parts_stays:
        return ibis.literal("")
    goes_on = ibis.literal(False)
    if "carried" in claims.columns:
        goes_on = claims.carried.fill_null("0") == "1"
    if "began" not in claims.columns:
        return ibis.ifelse(goes_on, "1", "")
    return ibis.cases(
        (goes_on, "1"),
        (claims.began.isnull(), ""),
        (claims.began.year() < day.year(), "2"),
        else_="0",
    )


def _from_on(claims: ir.Table, fact: str, book: LawBook) -> ir.StringValue:
    """The lowest number for which the policies say what they say of a claim's; '' for not known."""
    if fact not in claims.columns:
        return ibis.literal("")
    number = claims[fact]
    steps = [(number >= least, str(least)) for least in reversed(book.thresholds(fact))]
    return ibis.cases((number.isnull(), ""), *steps, else_="-1")


def _known(code: ir.StringValue, codes: set[str]) -> ir.StringValue:
    """A code that policies speak of; '' for any other."""
    if not codes:
        return ibis.literal("")
    return ibis.ifelse(code.isin(sorted(codes)), code, "")


def _place(day: ir.DateValue, book: LawBook) -> ir.IntegerValue:
    """The place among the policies of the one in force on a day."""
    in_force = (
        ((day >= policy.valid_from) & (day <= policy.valid_to), place)
        for place, policy in enumerate(book.policies)
    )
    return ibis.cases(*in_force, else_=year.NOTHING).cast("int64")


def _opened(engine: Engine, opening: ir.Table | None) -> dict[PersonYear, State]:
    """Return what each person's year had used."""
    years: dict[PersonYear, dict[str, int]] = {}
    if opening is not None:
        for row in engine.fetch(opening.select(*OPENING)).to_pylist():
            psn_no, of_year, kind, name, amount = row.values()
            years.setdefault((psn_no, of_year), {})[f"{kind}/{name}"] = amount
    return dict(years)


@dataclass
class _Years:
    """Settles rows that come by person, year and time; what it gives are rows again."""

    book: LawBook
    decisions: list[Decision]
    opened: Mapping[PersonYear, State] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for state in self.opened.values():
            for name in state:
                self.book.slots.setdefault(name, len(self.book.slots))
        self._numbers = np.array([d.number for d in self.decisions] or [0], "int64")
        self._law = _as_arrays(self.book)

    @property
    def payment_schema(self) -> pa.Schema:
        """The columns that a settlement gives."""
        names = payment_places(self.book)
        return pa.schema(
            [
                ("setl_id", pa.string()),
                ("benefit", pa.string()),
                ("reason", pa.string()),
                *((name, pa.int64()) for name in names),
            ]
        )

    def payments(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what each claim is paid."""
        benefits = pa.array(
            [d.benefit and d.benefit.name for d in self.decisions], pa.string()
        )
        reasons = pa.array([d.reason for d in self.decisions], pa.string())
        for rows, settled in self._settled(batches):
            number = rows["number"]
            is_sound = pc.equal(rows["fault"], "")
            benefit = pc.if_else(is_sound, benefits.take(number), None)
            why_not = pc.coalesce(reasons.take(number), rows["fault"])
            reason = pc.if_else(pc.is_valid(benefit), None, why_not)
            columns = [rows["setl_id"], benefit, reason, *map(pa.array, settled.paid)]
            yield pa.RecordBatch.from_arrays(columns, schema=self.payment_schema)

    def closing(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what each year has used after its last claim."""
        parts = [slot.split("/", 1) for slot in self.book.slots]
        kinds, names = (
            pa.array(part, pa.string()) for part in zip(*parts, strict=True)
        )
        for rows, settled in self._settled(batches):
            years, slots = settled.states.nonzero()
            first = pa.array(settled.first_rows[years])
            columns = [
                rows["psn_no"].take(first),
                rows["year"].take(first),
                kinds.take(pa.array(slots)),
                names.take(pa.array(slots)),
                pa.array(settled.states[years, slots]),
            ]
            yield pa.RecordBatch.from_arrays(columns, schema=_OPENING_SCHEMA)

    def _settled(
        self, batches: Iterator[pa.RecordBatch]
    ) -> Iterator[tuple[pa.RecordBatch, "_Settled"]]:
        """Yield whole years and their settlement, in their order; two pieces are settled at a time.

        While they are, the next rows are fetched. More pieces than that are not held in memory.
        """
        waiting: deque[tuple[pa.RecordBatch, Future[_Settled]]] = deque()
        with ThreadPoolExecutor(_AT_A_TIME) as threads:
            for rows in _whole_years(batches):
                if rows.num_rows > _FEW:
                    compiled_years()  # once, before threads ask for it side by side
                waiting.append((rows, threads.submit(self._settle, rows)))
                if len(waiting) > _AT_A_TIME:
                    earliest, settled = waiting.popleft()
                    yield earliest, settled.result()
            for rows, settled in waiting:
                yield rows, settled.result()

    def _settle(self, rows: pa.RecordBatch) -> "_Settled":
        """Settle whole years of persons."""
        first_rows, year_of = _years_of(rows)
        case = self._numbers[rows["number"].to_numpy()]
        is_sound = pc.equal(rows["fault"], "").to_numpy(zero_copy_only=False)
        asked = is_sound & (case != year.NOTHING)
        claims = _claim_rows(rows, case, self.book)[asked]
        starts = np.searchsorted(year_of[asked], np.arange(len(first_rows) + 1))
        states = self._states(rows, first_rows)
        places = list(payment_places(self.book).values())
        paid = np.zeros((len(places), rows.num_rows), "int64")
        cost = rows["medfee_sumamt"].to_numpy()
        for number, at in enumerate(places):
            if set(at) & {year.PERSON, year.CASH}:
                paid[number] = cost
        paid[:, asked] = self._paid(claims, starts, states, places).T
        return _Settled(paid, states, first_rows)

    def _paid(self, claims: Any, starts: Any, states: Any, places: list[Any]) -> Any:
        """Return what claims are paid, a column for each payment; `states` are brought up."""
        outputs = [(place, number) for number, at in enumerate(places) for place in at]
        paid = np.zeros((len(claims), len(places)), "int64")
        if len(claims) <= _FEW:
            if len(claims):
                self._settle_few(claims, starts, states, outputs, paid)
            return paid
        workings = np.zeros(workings_width(self.book), "int64")
        compiled_years()(
            claims,
            starts,
            self._law,
            states,
            workings,
            np.array(outputs, "int64"),
            paid,
        )
        return paid

    def _settle_few(
        self, claims: Any, starts: Any, states: Any, outputs: Any, paid: Any
    ) -> None:
        """Settle claims as the counter does, by the function as it stands."""
        used, added = states.tolist(), paid.tolist()
        year.settle_years(
            claims.tolist(),
            starts.tolist(),
            self.book.law,
            used,
            [0] * workings_width(self.book),
            outputs,
            added,
        )
        states[:], paid[:] = used, added

    def _states(self, rows: pa.RecordBatch, first_rows: Any) -> Any:
        """Return what the years had used, a row of slots for each."""
        slots = self.book.slots
        states = np.zeros((len(first_rows), len(slots)), "int64")
        if self.opened:
            first = pa.array(first_rows)
            persons = rows["psn_no"].take(first).to_pylist()
            years = rows["year"].take(first).to_pylist()
            for place, key in enumerate(zip(persons, years, strict=True)):
                for name, amount in self.opened.get(key, {}).items():
                    states[place, slots[name]] = amount
        return states


@dataclass(frozen=True, slots=True)
class _Settled:
    """What each row is paid, what the years have used, and the first row of each year."""

    paid: Any
    states: Any
    first_rows: Any


def _claim_rows(rows: pa.RecordBatch, case: Any, book: LawBook) -> Any:
    """Return the claims as rows of numbers, in the order that `year` names."""
    cost, alone, over_price, first_share, inside = AMOUNTS
    names = (
        "month", "day", "transferred", cost, inside, first_share, over_price, alone, *_ACCOUNTS,
    )  # fmt: skip
    items = (f"{ITEM}{name}" for name in book.items)
    columns = (rows[name].to_numpy() for name in (*names, *items))
    return np.column_stack([case, *columns])


def _years_of(rows: pa.RecordBatch) -> tuple[Any, Any]:
    """Return the first row of each person's year, and for each row the number of its year."""
    begins = np.ones(rows.num_rows, bool)
    for name in ("psn_no", "year"):
        column = rows[name]
        differs = pc.not_equal(column.slice(1), column.slice(0, len(column) - 1))
        changed = differs.to_numpy(zero_copy_only=False)
        begins[1:] = changed if name == "psn_no" else begins[1:] | changed
    return np.flatnonzero(begins), np.cumsum(begins) - 1


def _whole_years(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the rows again so that no person's year is cut.

    What a batch begins with is joined to what was left of the one before; the rest is not copied.
    """
    rest: list[pa.RecordBatch] = []
    for batch in batches:
        if not batch.num_rows:
            continue
        first_rows = _years_of(batch)[0]
        if len(first_rows) == 1:
            rest.append(batch)
            continue
        second, last = int(first_rows[1]), int(first_rows[-1])
        yield pa.concat_batches([*rest, batch.slice(0, second)])
        if last > second:
            yield batch.slice(second, last - second)
        rest = [batch.slice(last)]
    if rest:
        yield pa.concat_batches(rest)


def _as_arrays(book: LawBook) -> year.Law:
    """Return the law as arrays, which have a width even where they have no row."""
    law = book.law
    widths = (
        year.LAYERS + len(book.fields), year.RULE_WIDTH, year.RATE + 1, 0, year.PERIOD + 1,
    )  # fmt: skip
    arrays: list[Any] = [
        np.array(rows, "int64").reshape(-1, width) if width else np.array(rows, "int64")
        for rows, width in zip(law, widths, strict=True)
    ]
    return year.Law(*arrays)
