"""满意度：满意度调查的回答里，满意的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_answer
from jixiao.measures.scopes import full_score, of_text, of_words

_HUNDRED = 100


@measure(
    code="SA01",
    title="满意度",
    says="回答 {below} 个，满意 {above} 个",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "满意度|满意率|满意程度",
        "满意度|满意率|满意程度|满意情况|满意指数",
        "?对|工作|服务|政策|业务|经办|经办服务|待遇|待遇保障|就医|结算|程度|报销|医疗费|医疗救助|救助|服务对象|受益对象|受益者|受益|或|社会|城乡居民医疗保险|综合|总体|人员|调查|办事|受助|惠及|项目|医疗|保障|本|相关|经办机构|使用|受|实施|管理|医疗保障服务|服务质量|各方|广大|对象|接受|被|参与|整体|辖区|普遍|医保待遇|人群",
    ),
    sampled=True,
)
def satisfaction(
    answers: ir.Table, *, group: str = "", item: str = "", content_from: int
) -> ir.Table:
    """Return a row for each answer to a question that asks whether people are content."""
    # What a question gives in full does not depend on who of those asked is looked at.
    rows = of_words(
        answers.mutate(full=full_score(answers)), "group_name", "group", group
    )
    rows = rows.filter(rows.question.contains("满意") | rows.question.contains("评价"))
    rows = of_text(rows, "question", item)
    content = rows.score * _HUNDRED >= rows.full * content_from
    return by_answer(rows, above=content)
