"""The objectives of a form in prose, and what was achieved of them where that stands beside."""

import re
from collections.abc import Iterable, Sequence

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.targets.dialect import Dialect
from jixiao.targets.reading.header import Header
from jixiao.targets.reading.labels import PrintedLabel

_FIRST_ITEM = re.compile(r"目标[1一]|[(（]?[1一][)）]?[、.．]|[(（][1一][)）]")
_EXPECTED_AND_ACTUAL = 2


class ObjectiveReader:
    """Puts objectives into a header."""

    def __init__(
        self, flow: Flow, coverage: Coverage, dialect: Dialect, header: Header
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._dialect = dialect
        self._header = header

    def read(self, label: PrintedLabel, start: int, stop: int) -> None:
        """Read the prose behind a label; printed in two places, it is one text of two lines."""
        heads, texts = self._beside_achieved(label, start, stop)
        for head in heads.values():
            self._coverage.label(*head)
        for role, cells in texts.items():
            self._set_beside(role, cells)
        if heads:
            return
        text = self._flow.text(start, stop)
        before = self._header.objectives.get(label.name)
        self._header.objectives[label.name] = (
            f"{before}\n{text}" if before is not None else text
        )
        self._header.evidence[label.name] = self._flow.evidence(start, stop)
        self._coverage.use(start, stop)

    def _beside_achieved(
        self, label: PrintedLabel, start: int, stop: int
    ) -> tuple[dict[str, Span], dict[str, list[Span]]]:
        """The heads 预期目标 and 实际完成情况, and the cells of each; nothing where there are none."""
        if opened := self._opened_by_head(start, stop):
            return opened
        heads = self._heads(start, stop, Gap.CELL)
        if not heads and (head := self._head_beside(label, start, stop)):
            heads = {"expected": (label.start, label.end), "actual": head}
        if heads:
            below = (
                c
                for c in self._flow.split(start, stop, Gap.CELL)
                if c not in heads.values()
            )
            return heads, self._by_column(heads, below)
        if heads := self._heads(start, stop, Gap.SPACE):
            behind = max(end for _, end in heads.values())
            return heads, self._parted(list(self._flow.split(behind, stop)))
        return {}, {}

    def _opened_by_head(
        self, start: int, stop: int
    ) -> tuple[dict[str, Span], dict[str, list[Span]]] | None:
        """Where each head opens a row of its own and its text stands beside it: the heads and texts."""
        heads: dict[str, Span] = {}
        texts: dict[str, list[Span]] = {}
        role = None
        cells = list(self._flow.split(start, stop, Gap.CELL))
        for place, cell in enumerate(cells):
            is_last_of_line = place + 1 == len(cells) or not self._is_beside(
                cell, cells[place + 1]
            )
            if (named := self._role_of(cell)) and named not in heads:
                if is_last_of_line:
                    return None
                heads[named], role = cell, named
            elif role is None:
                return None
            else:
                texts.setdefault(role, []).append(cell)
        return (heads, texts) if heads and heads.keys() == texts.keys() else None

    def _is_beside(self, cell: Span, other: Span) -> bool:
        """Whether two cells stand on one line."""
        return self._flow.line_index(cell[0]) == self._flow.line_index(other[0])

    def _head_beside(self, label: PrintedLabel, start: int, stop: int) -> Span | None:
        """The head of what was achieved right beside a label, which then is the head of what was expected."""
        first = next(iter(self._flow.split(start, stop, Gap.CELL)), None)
        if first is None or self._role_of(first) != "actual":
            return None
        is_beside = self._is_beside((label.start, label.end), first)
        return first if is_beside and first[1] < stop else None

    def _role_of(self, cell: Span) -> str | None:
        text = self._flow.key(*cell)
        roles = (r for r, words in self._dialect.achieved.items() if text in words)
        return next(roles, None)

    def _heads(self, start: int, stop: int, gap: Gap) -> dict[str, Span]:
        """Find the two heads as cells of their own; nothing unless both stand here.

        Parted by cells, they stand in two columns.
        """
        heads: dict[str, Span] = {}
        for cell in self._flow.split(start, stop, gap):
            if role := self._role_of(cell):
                heads.setdefault(role, cell)
        columns = {self._flow.columns[start] for start, _ in heads.values()}
        apart = gap == Gap.SPACE or len(columns) == len(heads)
        return heads if apart and len(heads) == len(self._dialect.achieved) else {}

    def _by_column(
        self, heads: dict[str, Span], cells: Iterable[Span]
    ) -> dict[str, list[Span]]:
        roles = {self._flow.columns[start]: role for role, (start, _) in heads.items()}
        texts: dict[str, list[Span]] = {role: [] for role in heads}
        for cell in cells:
            if role := roles.get(self._flow.column(cell)):
                texts[role].append(cell)
        return texts

    def _parted(self, pieces: Sequence[Span]) -> dict[str, list[Span]]:
        """Part what is expected from what was achieved where only spaces do.

        Two pieces are one each; of more, the second text begins where the numbers begin again.
        """
        turn = len(pieces)
        if turn == _EXPECTED_AND_ACTUAL:
            turn = 1
        elif first := _FIRST_ITEM.match(self._flow.text(*pieces[0]) if pieces else ""):
            texts = [self._flow.text(*piece) for piece in pieces]
            later = range(1, len(texts))
            turn = next(
                (place for place in later if texts[place].startswith(first[0])), turn
            )
        return {"expected": list(pieces[:turn]), "actual": list(pieces[turn:])}

    def _set_beside(self, role: str, cells: Sequence[Span]) -> None:
        text = self._flow.join(cells)
        for cell in cells:
            self._coverage.use(*cell)
        if not text:
            return
        evidence = self._flow.evidence(cells[0][0], cells[-1][1])
        if role == "expected":
            self._header.objectives.setdefault("objective", text)
            self._header.evidence["objective"] = evidence
        else:
            self._header.achieved = text
            self._header.evidence["objective_achieved"] = evidence
