"""Lists that hospitals corrected: whether what they sent first was grouped higher or lower."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from jixiao.fund.grouping.case_columns import codes_as_texts
from jixiao.fund.grouping.cases import Array, Cases
from jixiao.fund.grouping.dip.assignment import assign
from jixiao.fund.grouping.dip.catalogue import Catalogue
from jixiao.fund.grouping.discharged import columns, first_codes, read_cases
from jixiao.fund.grouping.kept import LIST_CORRECTIONS
from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine

HIGHER, LOWER, ALIKE = "高套", "低套", "分值相同"
UNCLEAR = "没有分值可比"


@dataclass(frozen=True, slots=True)
class CorrectedLists:
    """The corrected lists of a year: hospital and verdict of each; or why none can be told."""

    hospitals: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    why_not: str = ""

    def counts(self, hospital: str) -> tuple[int, int, int]:
        """Return how many of a hospital's can be compared, which were higher, which lower."""
        pairs = zip(self.hospitals, self.verdicts, strict=True)
        verdicts = [verdict for code, verdict in pairs if code == hospital]
        compared = sum(verdict != UNCLEAR for verdict in verdicts)
        return compared, verdicts.count(HIGHER), verdicts.count(LOWER)


def keep_corrections(
    engine: Engine,
    year: int,
    terms: Terms,
    points: Mapping[str, int],
    known: Catalogue | None,
) -> CorrectedLists:
    """Group the first and the last version of the lists that were corrected, and keep both.

    A list counts as corrected where it was sent again with other diagnoses or operations, both with
    their codes; it was grouped higher where the first version's group has more points. `points` of
    groups are ten-thousandths, `known` the catalogue they are of.
    """
    if not points or known is None:
        return CorrectedLists(why_not="还没有编目录、给病种定分值，分不出高低")
    read = read_cases(engine, [year], terms.choice("dip.belongs")).at_home()
    diagnoses, operations = first_codes(engine, read)
    first = replace(read.cases, diagnoses=diagnoses, operations=operations)
    changed = _changed(first, read.cases)
    if not _says_versions(engine):
        return CorrectedLists(why_not="清单没有几版的，或诊断没有写是哪一版的")
    before, after = first.take(changed), read.cases.take(changed)
    order = terms.names("dip.tie_order")
    groups = [
        [grouped.code_of(n) for n in range(len(cases))]
        for cases in (before, after)
        for grouped in [assign(known, cases, order)]
    ]
    verdicts = [
        _verdict(points.get(was), points.get(now))
        for was, now in zip(*groups, strict=True)
    ]
    facts = read.facts.filter(pa.array(changed))
    _keep(engine, facts, groups, verdicts, year)
    return CorrectedLists(tuple(facts["fixmedins_code"].to_pylist()), tuple(verdicts))


def _says_versions(engine: Engine) -> bool:
    """Whether any list was sent again with codes that say of which version they are."""
    records = Records(engine, keeping=True)
    rows = records.record_if_loaded("first_diagnoses")
    return rows is not None and engine.fetch(rows.limit(1)).num_rows > 0


def _changed(first: Cases, last: Cases) -> Array:
    """Flag the cases whose first list had codes, other than the last one has."""
    there = first.diagnoses.counts > 0
    differ = np.zeros(len(last), bool)
    for was, now in (
        (first.diagnoses, last.diagnoses),
        (first.operations, last.operations),
    ):
        differ |= np.asarray(codes_as_texts(was)) != np.asarray(codes_as_texts(now))
    return there & differ


def _verdict(was: int | None, now: int | None) -> str:
    if was is None or now is None:
        return UNCLEAR
    if was == now:
        return ALIKE
    return HIGHER if was > now else LOWER


def _keep(
    engine: Engine,
    facts: pa.Table,
    groups: list[list[str]],
    verdicts: list[str],
    year: int,
) -> None:
    names = ("setl_id", "fixmedins_code", "discharged_on", "dscg_dept_name")
    LIST_CORRECTIONS.keep(engine, columns({
        **{name: facts[name] for name in names},
        "year": pa.array([year] * facts.num_rows, pa.int64()),
        "first_group": pa.array(groups[0], pa.string()),
        "last_group": pa.array(groups[1], pa.string()),
        "verdict": pa.array(verdicts, pa.string()),
    }))  # fmt: skip
