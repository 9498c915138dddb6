"""Which columns of a table queries look at, so that no more of it need be computed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from ibis.expr import operations as ops

_HANDING_ON = (ops.Filter, ops.Sort, ops.Limit, ops.JoinReference)
"""What hands rows on with all their columns and looks at none but those it names."""
_NAMING = (
    *_HANDING_ON,
    ops.Project,
    ops.Aggregate,
    ops.JoinChain,
    ops.UnboundTable,
    ops.InMemoryTable,
)
"""What names each column it looks at; of anything else all columns are taken to be looked at."""


def columns_read(
    table: str, queries: Iterable[ops.Relation], parts: Mapping[str, ops.Relation]
) -> frozenset[str] | None:
    """Return the columns of a table that queries look at, themselves or in parts they start from.

    None where they look at all of them, or where that cannot be ruled out.
    """
    reading = _Reading(table, dict(parts))
    columns: set[str] = set()
    for query in (*queries, *reading.parts_of(queries)):
        read = reading.columns(query)
        if read is None:
            return None
        columns |= read
    if any(reading.hands_on(query) for query in queries):
        return None
    return frozenset(columns)


@dataclass(frozen=True, slots=True)
class _Reading:
    table: str
    parts: dict[str, ops.Relation]

    def parts_of(self, queries: Iterable[ops.Relation]) -> list[ops.Relation]:
        """Return the parts that queries start from, but for the table and what it starts from."""
        reached: dict[str, ops.Relation] = {}
        waiting = list(queries)
        while waiting:
            for name in _looks_of(waiting.pop()).tables:
                if name in self.parts and name not in reached and name != self.table:
                    reached[name] = self.parts[name]
                    waiting.append(self.parts[name])
        return list(reached.values())

    def hands_on(self, rows: ops.Node) -> bool:
        """Whether rows are those of the table with all its columns, perhaps not all of them."""
        if isinstance(rows, ops.UnboundTable):
            part = self.parts.get(rows.name)
            is_handing = part is not None and self.hands_on(part)
            return rows.name == self.table or is_handing
        return isinstance(rows, _HANDING_ON) and self.hands_on(rows.parent)

    def columns(self, query: ops.Relation) -> set[str] | None:
        """Return the columns that one query names, none where it may look at all."""
        looks = _looks_of(query)
        if any(self.hands_on(rows) for rows in looks.at_whole_rows):
            return None
        named = (names for rows, names in looks.at_columns if self.hands_on(rows))
        return set(chain.from_iterable(named))


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a query looks at: tables by name, rows with all their columns, and columns of rows."""

    tables: tuple[str, ...]
    at_whole_rows: tuple[ops.Node, ...]
    at_columns: tuple[tuple[ops.Node, frozenset[str]], ...]


@lru_cache(maxsize=4096)
def _looks_of(query: ops.Relation) -> _Looks:
    nodes = query.find((ops.Relation, ops.Field, ops.CountDistinctStar))
    tables, whole, columns = [], [], defaultdict(set)
    for node in nodes:
        if isinstance(node, ops.Field):
            columns[node.rel].add(node.name)
        elif isinstance(node, ops.UnboundTable):
            tables.append(node.name)
        elif not isinstance(node, _NAMING):
            whole += node.__children__
    named = ((rows, frozenset(names)) for rows, names in columns.items())
    return _Looks(tuple(tables), tuple(whole), tuple(named))
