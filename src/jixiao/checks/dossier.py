"""What is judged together: the tables and the budget of one document."""

from dataclasses import dataclass
from functools import cached_property

from jixiao.budgets import Budget
from jixiao.checks.paper import Paper
from jixiao.documents import Document
from jixiao.reading import DocumentReading
from jixiao.targets import TargetTable


class CannotCheck(Exception):
    """A check lacks what it needs; the reason is for the report."""


@dataclass(frozen=True)
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

    @cached_property
    def paper(self) -> Paper:
        """The words of the document.

        Raises:
            CannotCheck: the dossier holds a reading without its document.
        """
        if self.document is None:
            raise CannotCheck("只有读出的内容，没有原文")
        return Paper(self.document)

    def narrative(self) -> tuple[Budget, Paper]:
        """Give the budget and the words in which its narrative stands.

        Raises:
            CannotCheck: the document holds no budget, or is not at hand.
        """
        if self.budget is None:
            raise CannotCheck("文件里没有部门预算")
        return self.budget, self.paper
