"""自评等级与总分不符。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.rubric_points import rubric, sum_of_points
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV09",
    title="自评等级与总分不符",
    says="自评等级印作“{stated}”，总分 {total} 应为“{due}”",
    suggests="按总分改正等级；当地另有分级的，按当地的",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E05",
)
def rating_fits_total(table: TargetTable) -> Iterator[Breach]:
    total = sum_of_points(table) if table.total_score is None else table.total_score
    if total is None:
        return
    ratings = {rating.name for rating in rubric().ratings}
    due = rubric().rating(total)
    for label, printed in table.other_fields.items():
        stated = printed.strip(_AROUND_A_RATING)
        if "等级" in label and stated in ratings and stated != due:
            yield Breach(
                table.evidence.get("total_score") or table.evidence.get("form_title"),
                f"other_fields.{label}",
                stated=stated,
                total=total,
                due=due,
            )


_AROUND_A_RATING = '“”"()（） '
