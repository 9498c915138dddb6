"""网上办理率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_matter
from jixiao.measures.scopes import of_online


@measure(
    code="WI03",
    title="网上办理率",
    says="受理业务 {below} 件，网上办理 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "网办率|网上办理率|网上办件率|线上办理率|掌办率|不见面办理率 -可网办 -可办",
        "网上|线上|掌上|不见面 办理|办件|受理 率|占比|比例 -可网办 -可办",
        (
            "网上|线上|掌上|网办|不见面|非现场|电子化 办理|办件|办事|办结|受理|业务|服务 率|占比 -可办 -备案 "
            "-差错 -可网办"
        ),
        "网办 率|占比 -可 -可网办 -可办",
        "?业务|政务|服务|医保|经办|事项|政务服务|业务量|网上办事|全程|服务事项|高频|公共服务|办件|线上|网上|实现|一网通办|政务服务事项",
    ),
)
def matters_online(accepted_matters: ir.Table) -> ir.Table:
    """Return a row for each matter of which it is told by what way it came."""
    rows = accepted_matters.filter(accepted_matters.channel.notnull())
    return by_matter(rows, above=of_online(rows))
