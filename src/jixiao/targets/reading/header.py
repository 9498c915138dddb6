"""What the upper half of a form says, while it is being read, with its evidence."""

from dataclasses import dataclass, field
from decimal import Decimal

from jixiao import chinese
from jixiao.evidence import Evidence, Note
from jixiao.targets.objective_items import find_items
from jixiao.targets.table import (
    Amounts,
    BudgetExecution,
    Execution,
    Funding,
    LowerLevelAmounts,
    Objective,
    SuperiorAmounts,
)


@dataclass
class Header:
    """The fields, the money and the objectives of one printed form.

    `amounts` are by block and part, `executed` by the source of the money and the column;
    `evidence` is by the path of a cell.
    """

    fields: dict[str, str] = field(default_factory=dict)
    other_fields: dict[str, str] = field(default_factory=dict)
    amounts: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    executed: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    achieved: str | None = None
    objectives: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    money_unit: str | None = None
    printed_unit: str | None = None
    """The unit that the form prints, or that stands over it and the forms before it."""
    department_code: str | None = None

    def funding(self) -> Funding:
        """The money by block."""
        blocks: dict[str, dict[str, Decimal]] = {}
        for (block, part), amount in self.amounts.items():
            blocks.setdefault(block, {})[part] = amount
        return Funding(
            project_total=blocks.get("project", {}).get("total"),
            annual=Amounts(**blocks.get("annual", {})),
            own_level=Amounts(**blocks.get("own_level", {})),
            lower_level=LowerLevelAmounts(**blocks.get("lower_level", {})),
            from_above=SuperiorAmounts(**blocks.get("from_above", {})),
        )

    def budget_execution(self) -> BudgetExecution | None:
        """What was spent, where the form says so."""
        if not self.executed:
            return None
        rows = {part: Execution(**amounts) for part, amounts in self.executed.items()}
        return BudgetExecution(**rows)

    def objective(self, name: str) -> Objective | None:
        """An objective with its numbered parts."""
        text = self.objectives.get(name)
        return Objective(text=text, items=find_items(text)) if text else None

    def same_as(self, other: "Header") -> bool:
        """Whether this is the other header printed again on the next page."""
        return _compared(self) == _compared(other)


def _compared(header: Header) -> list[object]:
    """What two printings of one header have in common, however their lines break."""
    texts = [*sorted(header.fields.items()), *sorted(header.objectives.items())]
    keys = [(name, chinese.key(text)) for name, text in texts]
    return [*keys, sorted(header.amounts.items())]
