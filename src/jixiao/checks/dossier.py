"""What is judged together: the tables and the budget of one document."""

from dataclasses import dataclass

from jixiao.budgets import Budget
from jixiao.documents import Document
from jixiao.reading import DocumentReading
from jixiao.targets import TargetTable


@dataclass(frozen=True, slots=True)
class Dossier:
    """The tables and the budget that are judged together, and the paper they were read from."""

    reading: DocumentReading
    document: Document | None = None

    @property
    def tables(self) -> tuple[TargetTable, ...]:
        """The target tables, as printed."""
        return self.reading.tables

    @property
    def budget(self) -> Budget | None:
        """The department budget, where the document holds one."""
        return self.reading.budget
