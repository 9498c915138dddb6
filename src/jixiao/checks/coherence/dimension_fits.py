"""二级指标放错了一级指标。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.evidence import ReadAs
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable, frameworks

_OF_PUBLIC = "社会公众"


@check(
    code="CH07",
    title="二级指标放错了一级指标",
    says="{aspect}印在{stated}下，应在{better}下",
    suggests="移到{better}下",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="I05",
)
def dimension_fits(table: TargetTable) -> Iterator[Breach]:
    wrong: dict[tuple[str, str], list[Indicator]] = {}
    for row in filter(_is_printed_so, table.indicators):
        printed = chinese.key(row.dimension_label or "")
        homes = _homes(row.aspect or "")
        levels = _levels(printed)
        if levels and homes and not levels & set(homes):
            wrong.setdefault((str(row.aspect), printed), []).append(row)
    for (aspect, stated), rows in wrong.items():
        better = "或".join(_homes(aspect))
        at = (row.evidence for row in rows)
        yield Breach(at, "indicators", aspect=aspect, stated=stated, better=better)


def _is_printed_so(row: Indicator) -> bool:
    """Whether cells show what stands under what; forms put the public's satisfaction under benefits."""
    is_of_public = chinese.key(row.aspect_label or "").startswith(_OF_PUBLIC)
    return row.evidence.read_as is not ReadAs.RUN_TOGETHER and not is_of_public


def _levels(printed: str) -> set[str]:
    """The first levels that printed words mean in any rule book; none where none knows them."""
    known = (
        framework.dimension_words.get(printed) for framework in frameworks().values()
    )
    return {level for level in known if level}


def _homes(aspect: str) -> list[str]:
    """The first-level indicators that rule books put an aspect under."""
    homes = {framework.dimension_of.get(aspect) for framework in frameworks().values()}
    return sorted(home for home in homes if home)
