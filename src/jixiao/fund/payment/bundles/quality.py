"""The quality of care at centres paid by the bundle: what was given, and what was not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.fund.tables import codes
from jixiao.period import Period

NOT_GIVEN = "未提供"


@dataclass(frozen=True, slots=True)
class QualityItem:
    """One item of quality at a centre: persons with a result, results, and those that reached it.

    `mean` is the mean of the results in millionths; none where no number was given.
    """

    kind: str
    persons: int
    checks: int
    reached: int
    judged: int
    mean: int | None

    @property
    def share(self) -> Fraction | None:
        """Reached ÷ judged; none where nobody said whether it was."""
        return Fraction(self.reached, self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class CentreQuality:
    """A centre's quality in a period: an item for each kind, none where nothing was given."""

    centre: str
    persons: int
    items: Mapping[str, QualityItem | None]


def quality_of_centres(engine: Engine, period: Period) -> list[CentreQuality]:
    """Return each centre on whose roster somebody is, with what it gave of its quality.

    Raises:
        NotLoaded: no roster was loaded.
    """
    records = Records(engine, period)
    roster = records.record("bundle_roster")
    counted = roster.group_by("fixmedins_code").aggregate(
        persons=roster.psn_no.nunique()
    )
    centres = engine.fetch(counted.order_by("fixmedins_code")).to_pylist()
    given = _given(records)
    kinds = codes()["quality_kind"]
    return [
        CentreQuality(
            row["fixmedins_code"],
            row["persons"],
            {word: given.get((row["fixmedins_code"], kind)) for kind, word in kinds.items()},
        )
        for row in centres
    ]  # fmt: skip


def _given(records: Records) -> dict[tuple[str, str], QualityItem]:
    rows = records.record_if_loaded("bundle_quality")
    if rows is None:
        return {}
    judged = rows.reached.notnull()
    summed = rows.group_by("fixmedins_code", "kind").aggregate(
        persons=rows.psn_no.nunique(),
        checks=rows.count(),
        reached=(rows.reached == "1").fill_null(False).cast("int64").sum(),
        judged=judged.cast("int64").sum(),
        numbers=rows.outcome.count(),
        whole=(rows.outcome.cast("decimal(38, 4)") * 1_000_000).cast("int64").sum(),
    )
    listed: Sequence[dict[str, Any]] = records.engine.fetch(summed).to_pylist()
    return {(row["fixmedins_code"], row["kind"]): _item(row) for row in listed}


def _item(row: Mapping[str, Any]) -> QualityItem:
    mean = int(row["whole"]) // row["numbers"] if row["numbers"] else None
    return QualityItem(
        row["kind"], row["persons"], row["checks"], int(row["reached"]),
        int(row["judged"]), mean,
    )  # fmt: skip
