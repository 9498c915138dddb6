"""基层办理占比。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_matter
from jixiao.measures.scopes import is_of_words


@measure(
    code="WI07",
    title="基层办理占比",
    says="受理 {below} 件，所说层级受理 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "办理|受理|经办|办件 率 -网 -线上 -当日 -及时",
        "办理|受理|业务|办件 量 率 -网 -线上",
        "?业务|医保|经办|量|服务|事项|下沉|办件|业务量|办理量|受理量|乡镇街道|村社区|镇村|就近",
    ),
)
def matters_at_the_base(accepted_matters: ir.Table, *, office: str) -> ir.Table:
    """Return a row for each matter of which the level is told."""
    rows = accepted_matters.filter(accepted_matters.office.notnull())
    return by_matter(rows, above=is_of_words(rows, "office", "office", office))
