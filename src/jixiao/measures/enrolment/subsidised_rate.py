"""资助参保率：期初有救助身份的人里，当期参保得到资助的。"""

from ibis import ir

from jixiao.measures.declaration import Kind, measure, proven
from jixiao.measures.scopes import of_identity


@measure(
    code="EN03",
    title="资助参保政策覆盖率",
    says="符合条件的 {below} 人中，{above} 人参保得到资助",
    kind=Kind.RATE,
    unit="%",
    words=("资助 参保 覆盖率|率",),
    of_persons=True,
    course="stands",
)
def subsidised_rate(
    identities: ir.Table, enrolled_in_period: ir.Table, *, identity: str = ""
) -> ir.Table:
    """Give a row for each person who holds an identity."""
    held = (
        of_identity(identities, identity or "困难群众")
        .group_by("psn_no")
        .aggregate(since=lambda t: t.since.min())
    )
    helped = enrolled_in_period.filter(
        enrolled_in_period.subsidy.fill_null(0) > 0, enrolled_in_period.fresh
    )
    helped = helped.select(helped="psn_no").distinct()
    rows = held.left_join(helped, held.psn_no == helped.helped)
    return proven(rows, row=rows.psn_no, on=rows.since, above=rows.helped.notnull())
