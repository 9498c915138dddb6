"""The upper half of a form: its fields, its money and its objectives, with their evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

import msgspec

from jixiao import chinese
from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import Evidence, Note
from jixiao.money import SCALES, convert
from jixiao.quantity import is_not_applicable, read_quantities
from jixiao.targets.dialect import Dialect, Kind
from jixiao.targets.objective_items import find_items
from jixiao.targets.reading.labels import Labels, PrintedLabel
from jixiao.targets.table import (
    Amounts,
    BudgetExecution,
    Execution,
    Funding,
    LowerLevelAmounts,
    Objective,
    SuperiorAmounts,
)

_CODE = re.compile(
    r"^[\[【(（](\d{3,9})[\]】)）]\s*|^(?!1[12]0)(\d{3,9})[-—－–\s]*(?=[\u4e00-\u9fff])"
    r"|\s*[\[【(（/]?(?<!\d)(\d{3,9})[\]】)）]?$"
)


@dataclass
class Header:
    """What the upper half says, while it is being read."""

    fields: dict[str, str] = field(default_factory=dict)
    other_fields: dict[str, str] = field(default_factory=dict)
    amounts: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    executed: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    achieved: str | None = None
    objectives: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    money_unit: str | None = None
    department_code: str | None = None

    def funding(self) -> Funding:
        """Give the money by block."""
        by_block: dict[str, dict[str, Decimal]] = {}
        for (block, part), amount in self.amounts.items():
            by_block.setdefault(block, {})[part] = amount
        return Funding(
            project_total=by_block.get("project", {}).get("total"),
            annual=Amounts(**by_block.get("annual", {})),
            own_level=Amounts(**by_block.get("own_level", {})),
            lower_level=LowerLevelAmounts(**by_block.get("lower_level", {})),
            from_above=SuperiorAmounts(**by_block.get("from_above", {})),
        )

    def budget_execution(self) -> BudgetExecution | None:
        """Give what was spent, where the form says so."""
        if not self.executed:
            return None
        return BudgetExecution(**{part: Execution(**row) for part, row in self.executed.items()})

    def objective(self, name: str) -> Objective | None:
        """Give an objective with its numbered parts."""
        text = self.objectives.get(name)
        return Objective(text=text, items=find_items(text)) if text else None

    def same_as(self, other: "Header") -> bool:
        """Say whether this is the other header printed again on the next page."""

        def plain(header: Header) -> list[object]:
            texts = [*sorted(header.fields.items()), *sorted(header.objectives.items())]
            return [*((k, chinese.key(v)) for k, v in texts), sorted(header.amounts.items())]

        return plain(self) == plain(other)


class HeaderReader:
    """Reads one form's upper half; a label's value is what stands between it and the next."""

    def __init__(self, flow: Flow, coverage: Coverage, dialect: Dialect) -> None:
        self._flow = flow
        self._coverage = coverage
        self._dialect = dialect
        self._header = Header()
        self._waiting: list[PrintedLabel] = []
        self._blocks: dict[int, str] = {}
        self._spent: dict[int, str] = {}
        self._spent_gap = Gap.CELL
        self._spent_line = -1

    def read(self, start: int, end: int, money_unit: str | None) -> Header:
        """Read the stretch from the first field to the heads of the indicator columns.

        `money_unit` is what the form prints above its fields; a unit beside a label outranks it.
        """
        self._find_execution(start, end)
        hits = list(self._hits(start, end))
        units = [
            hit.unit or hit.label.name for hit in hits if hit.unit or hit.label.kind is Kind.UNIT
        ]
        self._header.money_unit = units[0] if units else money_unit or self._dialect.money_unit
        hits = _without_task_amounts(hits)
        self._blocks = _assign_blocks(self._flow, hits)
        stops = [hit.start for hit in hits[1:]] + [end]
        for hit, stop in zip(hits, stops, strict=False):
            self._coverage.label(hit.start, hit.end)
            self._take(hit, hit.end, stop)
        return self._header

    def _find_execution(self, start: int, end: int) -> None:
        """Find the heads above the money of a self-evaluation form, and their columns."""
        lines = self._flow.line_spans(start, end)
        ways = [(Gap.CELL, list(self._flow.split(*line, Gap.CELL))) for line in lines]
        ways.append((Gap.SPACE, list(self._flow.split(start, end))))
        for gap, cells in ways:
            for heads in self._execution_heads(cells):
                for place, (cell, role) in enumerate(heads.items()):
                    self._coverage.label(*cell)
                    column = self._flow.columns[cell[0]] if gap == Gap.CELL else place
                    self._spent.setdefault(column, role)
                self._spent_gap = gap
                self._spent_line = self._flow.line_index(next(reversed(heads))[0])
                return

    def _execution_heads(self, cells: list[Span]) -> Iterator[dict[Span, str]]:
        """Give each run of cells that are heads above money, if it says what was spent of what."""
        for known, run in groupby(cells, lambda cell: self._execution_of(cell) is not None):
            heads = {cell: str(self._execution_of(cell)) for cell in run} if known else {}
            if "executed" in heads.values() and {"initial", "budget"} & set(heads.values()):
                yield heads

    def _execution_of(self, cell: Span) -> str | None:
        text = self._flow.folded[slice(*cell)]
        roles = self._dialect.execution.items()
        return next((role for role, words in roles if text in words), None)

    def _take_execution(self, hit: PrintedLabel, start: int, stop: int) -> None:
        """Read a row of what was spent by the columns of the heads above it, or in their order."""
        part = "total" if hit.label.kind is Kind.BLOCK else hit.label.name
        row: dict[str, Decimal] = {}
        for place, cell in enumerate(self._flow.split(start, stop, self._spent_gap)):
            ordered = self._spent_gap == Gap.SPACE
            role = self._spent.get(place if ordered else self._flow.columns[cell[0]])
            found = _FIGURE.fullmatch(self._flow.folded[slice(*cell)].replace(",", ""))
            if _NOTHING.fullmatch(self._flow.folded[slice(*cell)]):
                self._coverage.label(*cell)
            if role is None or found is None:
                continue
            number = Decimal(found[1])
            if role == "rate" and not found[2] and number <= 1:
                number *= 100
            row[role] = number
            self._coverage.use(*cell)
        if part in BudgetExecution.__struct_fields__ and row:
            self._header.executed.setdefault(part, row)
            stated = row.get("budget", row.get("initial"))
            if stated is not None and ("annual", part) not in self._header.amounts:
                self._header.amounts["annual", part] = stated
                at = self._flow.evidence(start, stop)
                self._header.evidence[f"funding.annual.{part}"] = at

    def _take_achieved(self, start: int, stop: int) -> bool:
        """Read an objective printed beside what was achieved: heads, then both below them."""
        heads = self._achieved_heads(start, stop, Gap.CELL)
        if heads:
            cells = [
                cell for cell in self._cells(start, stop, Gap.LINE) if cell not in heads.values()
            ]
            at = {self._flow.columns[cell[0]]: role for role, cell in heads.items()}
            found: dict[str, list[Span]] = {role: [] for role in heads}
            for cell in cells:
                if role := at.get(self._flow.columns[cell[0]]):
                    found[role].append(cell)
        elif heads := self._achieved_heads(start, stop, Gap.SPACE):
            rest = max(cell[1] for cell in heads.values())
            found = self._parted_texts(list(self._flow.split(rest, stop)))
        else:
            return False
        for head in heads.values():
            self._coverage.label(*head)
        for role, own in found.items():
            self._set_achieved(role, own)
        return True

    def _achieved_heads(self, start: int, stop: int, gap: Gap) -> dict[str, Span]:
        """Find 预期目标 and 实际完成情况 as cells of their own; nothing unless both stand here.

        Parted by cells, they stand in two columns.
        """
        heads: dict[str, Span] = {}
        for cell in self._flow.split(start, stop, gap):
            text = self._flow.folded[slice(*cell)]
            for role, words in self._dialect.achieved.items():
                if text in words and role not in heads:
                    heads[role] = cell
        columns = {self._flow.columns[cell[0]] for cell in heads.values()}
        apart = gap == Gap.SPACE or len(columns) == len(heads)
        return heads if apart and len(heads) == len(self._dialect.achieved) else {}

    def _parted_texts(self, pieces: list[Span]) -> dict[str, list[Span]]:
        """Part what is expected from what was achieved where only spaces do.

        Two pieces are one each; of more, the second text begins where the numbers begin again.
        """
        texts = [self._flow.text(*piece) for piece in pieces]
        opening = _FIRST_ITEM.match(texts[0]) if texts else None
        again = (
            place
            for place, text in enumerate(texts[1:], start=1)
            if opening and text.startswith(opening[0])
        )
        turn = 1 if len(pieces) == _BOTH else next(again, len(pieces))
        return {"expected": pieces[:turn], "actual": pieces[turn:]}

    def _set_achieved(self, role: str, own: list[Span]) -> None:
        text = self._flow.join(own)
        for cell in own:
            self._coverage.use(*cell)
        if not text:
            return
        evidence = self._flow.evidence(own[0][0], own[-1][1])
        if role == "expected":
            self._header.objectives.setdefault("objective", text)
            self._header.evidence["objective"] = evidence
        else:
            self._header.achieved = text
            self._header.evidence["objective_achieved"] = evidence

    def read_tail(self, start: int, end: int) -> None:
        """Read the signature lines below the rows into the same header."""
        hits = list(
            Labels(self._dialect.labels)
            .only(Kind.FIELD, Kind.OTHER_FIELD)
            .find(self._flow, start, end)
        )
        stops = [hit.start for hit in hits[1:]] + [end]
        for hit, stop in zip(hits, stops, strict=False):
            self._coverage.label(hit.start, hit.end)
            self._take(hit, hit.end, stop)

    def _hits(self, start: int, end: int) -> Iterator[PrintedLabel]:
        """Find labels; once an objective has begun only another objective may follow."""
        labels = Labels(self._dialect.labels)
        after = opened = start
        prose = False
        for at in self._flow.positions(start, end):
            if at < after or (prose and self._flow.gaps[at] < Gap.CELL):
                continue
            hit = labels.at(self._flow, at, end)
            if hit is None or (prose and not self._ends_prose(hit, opened, end)):
                continue
            yield hit
            after = opened = hit.end
            prose = hit.label.kind is Kind.OBJECTIVE

    def _ends_prose(self, hit: PrintedLabel, opened: int, end: int) -> bool:
        """Tell a label from a line of prose that begins with its words.

        Right behind another label it is a label; within the prose only a label of its own kind
        is, and only alone in its cell or line.
        """
        if hit.label.kind is not Kind.OBJECTIVE:
            return _is_tabbed(self._flow, hit)
        alone = hit.end >= end or self._flow.gaps[hit.end] >= Gap.CELL
        own = hit.start == opened or hit.label.name != "objective" or _is_tabbed(self._flow, hit)
        return alone and own and self._flow.folded[hit.end - 1] != ":"

    def _take(self, hit: PrintedLabel, start: int, stop: int) -> None:
        if start >= stop:
            self._waiting.append(hit)
            return
        if hit.label.kind is Kind.OBJECTIVE:
            if not self._take_achieved(start, stop):
                self._set_objective(hit, (start, stop))
            return
        if hit.label.kind in (Kind.UNIT, Kind.TASK):
            return
        money = hit.label.kind in (Kind.AMOUNT, Kind.BLOCK)
        if money and self._spent and hit.line >= self._spent_line:
            if hit.line > self._spent_line:
                self._take_execution(hit, start, stop)
            return
        first, *strays = self._cells(start, stop, Gap.LINE if money else Gap.CELL)
        if self._belongs_above(hit, first):
            self._waiting.append(hit)
            strays = [first, *strays]
        else:
            self._set(hit, first)
        for stray in strays:
            self._give_to_waiting(stray)

    def _cells(self, start: int, stop: int, widest: Gap) -> Iterator[Span]:
        """Cut at tabs; a line break parts amounts too, other cells may wrap."""
        begin = start
        for at in range(start + 1, stop):
            if Gap.CELL <= self._flow.gaps[at] <= widest:
                yield begin, at
                begin = at
        yield begin, stop

    def _belongs_above(self, hit: PrintedLabel, cell: Span) -> bool:
        """Say whether a row's cell stands under a label of the row above that still waits."""
        column = self._flow.columns[cell[0]]
        above = [w for w in self._waiting if w.column == column and w.line == hit.line - 1]
        return bool(above) and column > hit.column + 1

    def _give_to_waiting(self, cell: Span) -> None:
        """Hand a cell that has no label of its own to the label just above it."""
        column = self._flow.columns[cell[0]]
        line = self._flow.line_index(cell[0])
        for hit in reversed(self._waiting):
            if hit.column == column and hit.line == line - 1:
                self._waiting.remove(hit)
                self._set(hit, cell)
                self._note(
                    "cell_moved",
                    f"“{self._flow.text(hit.start, hit.end)}”的值印在下一行，已放回",
                    cell,
                )
                return

    def _note(
        self, code: str, text: str, at: Span, place: str | msgspec.UnsetType = msgspec.UNSET
    ) -> None:
        evidence = self._flow.evidence(*at)
        self._header.notes.append(Note(code=code, text=text, evidence=evidence, place=place))

    def _set(self, hit: PrintedLabel, value: Span) -> None:
        match hit.label.kind:
            case Kind.FIELD:
                self._set_field(hit, value)
            case Kind.AMOUNT | Kind.BLOCK:
                self._set_amount(hit, value)
            case _:
                self._header.other_fields.setdefault(hit.label.name, self._flow.text(*value))
                self._coverage.use(*value)

    def _set_field(self, hit: PrintedLabel, value: Span) -> None:
        name = hit.label.name
        text = self._flow.text(*value)
        if name in ("supervising_department", "implementing_unit"):
            text = self._without_code(text)
        if name in self._header.fields:
            self._header.other_fields.setdefault(self._flow.text(hit.start, hit.end), text)
        else:
            self._header.fields[name] = text
            self._header.evidence[name] = self._flow.evidence(*value)
        self._coverage.use(*value)

    def _without_code(self, text: str) -> str:
        found = _CODE.search(text)
        if not found:
            return text
        code = next(group for group in found.groups() if group)
        self._header.department_code = self._header.department_code or code
        return (text[: found.start()] + text[found.end() :]).strip()

    def _set_objective(self, hit: PrintedLabel, value: Span) -> None:
        name = hit.label.name
        text = self._flow.text(*value)
        if name in self._header.objectives:
            text = f"{self._header.objectives[name]}\n{text}"
        self._header.objectives[name] = text
        self._header.evidence[name] = self._flow.evidence(*value)
        self._coverage.use(*value)

    def _set_amount(self, hit: PrintedLabel, value: Span) -> None:
        number = self._amount(value)
        block = self._blocks[hit.start]
        part = "total" if hit.label.kind is Kind.BLOCK else hit.label.name
        if part in _FROM_ABOVE and block in ("annual", "own_level"):
            block, part = "from_above", _FROM_ABOVE[part]
        place = "funding.project_total" if block == _PROJECT else f"funding.{block}.{part}"
        text = self._flow.text(*value)
        if number is None and not is_not_applicable(text):
            told = f"“{self._flow.text(hit.start, hit.end)}”后的“{text}”不是一个金额，未采用"
            self._note("amount_unreadable", told, value, place)
            return
        self._coverage.use(*value)
        if number is None:
            return
        if (block == _PROJECT and part != "total") or part not in _PARTS[block]:
            name = f"{self._flow.text(hit.start, hit.end)}（{block}）"
            self._header.other_fields.setdefault(name, self._flow.text(*value))
        elif place not in self._header.evidence:
            self._header.amounts[(block, part)] = number
            self._header.evidence[place] = self._flow.evidence(*value)

    def _amount(self, value: Span) -> Decimal | None:
        """Read one amount into the form's unit; None where the cell holds anything else."""
        quantities = read_quantities(self._flow.text(*value))
        if len(quantities) != 1 or quantities[0].number is None:
            return None
        number, own = quantities[0].number, quantities[0].unit
        if own is None or own == self._header.money_unit:
            return number
        return convert(number, own, str(self._header.money_unit)) if own in SCALES else None


_FIRST_ITEM = re.compile(r"目标[1一]|[(（]?[1一][)）]?[、.．]|[(（][1一][)）]")
_BOTH = 2
_FIGURE = re.compile(r"(-?\d+(?:\.\d+)?)(?:万元|元|分)?(%?)")
_NOTHING = re.compile(r"[-—–－/]+")
_PROJECT = "project"
_PARTS = {
    _PROJECT: {"total"},
    "annual": set(Amounts.__struct_fields__),
    "own_level": set(Amounts.__struct_fields__),
    "lower_level": set(LowerLevelAmounts.__struct_fields__),
    "from_above": set(SuperiorAmounts.__struct_fields__),
}
_FROM_ABOVE = {"superior": "total", "central": "central", "region": "region"}
"""Parts of the year's money that say where it came from: 其中:中央补助 in a county's form."""


def _without_task_amounts(hits: list[PrintedLabel]) -> list[PrintedLabel]:
    """Drop the head of amounts in a list of tasks: 任务名称 | 主要内容 | 预算金额."""
    found: list[PrintedLabel] = []
    for hit in hits:
        above = found[-1] if found else None
        behind = above and above.label.kind is Kind.TASK and above.end == hit.start
        if not (behind and hit.label.kind in (Kind.AMOUNT, Kind.BLOCK)):
            found.append(hit)
    return found


def _is_tabbed(flow: Flow, hit: PrintedLabel) -> bool:
    """Say whether the label stands in a row of cells, which a wrapped line of prose never is."""
    return "\t" in flow.lines[hit.line].text


def _assign_blocks(flow: Flow, hits: list[PrintedLabel]) -> dict[int, str]:
    """Say to which block of money each label belongs, by where the label begins.

    By its own words; in a grid by the block opened above it and to its left; in running text by
    how often the label has come: the first 财政拨款 is the first block's, the second the second's.
    """
    money = [hit for hit in hits if hit.label.kind in (Kind.AMOUNT, Kind.BLOCK)]
    openers = [hit for hit in money if hit.label.block]
    order = list(dict.fromkeys(str(hit.label.block) for hit in openers))
    assigned = {hit.start: str(hit.label.block) for hit in openers}
    seen: dict[str, int] = {}
    for hit in money:
        if hit.label.block:
            continue
        above = [o for o in openers if o.column <= hit.column and o.start < hit.start]
        if _is_tabbed(flow, hit) and above:
            nearest = max(above, key=lambda o: (o.column, o.line))
            assigned[hit.start] = str(nearest.label.block)
            continue
        part = hit.label.name
        times = sum(other.label.name == part and not other.label.block for other in money)
        blocks = [b for b in order if b != _PROJECT or times > len(order) - 1] or ["annual"]
        assigned[hit.start] = blocks[min(seen.get(part, 0), len(blocks) - 1)]
        seen[part] = seen.get(part, 0) + 1
    return assigned
