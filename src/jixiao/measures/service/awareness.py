"""政策知晓率：调查里问知不知晓的回答，知晓的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_answer
from jixiao.measures.scopes import full_score, of_text, of_words

_HUNDRED = 100


@measure(
    code="SA02",
    title="政策知晓率",
    says="回答 {below} 个，知晓 {above} 个",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "知晓率|知晓度|知晓程度",
        "政策 知晓",
        "知晓率|知晓度",
        "政策 知晓 率",
        "?对|政策|宣传|待遇|工作|业务|法规|法律法规|参保|医保|医疗|保障|惠民|社会|普及|宣讲|内容|全民|相关|办事|经办",
    ),
    sampled=True,
)
def awareness(
    answers: ir.Table, *, group: str = "", item: str = "", content_from: int
) -> ir.Table:
    """Return a row for each answer to a question that asks what people know."""
    # What a question gives in full does not depend on who of those asked is looked at.
    rows = of_words(
        answers.mutate(full=full_score(answers)), "group_name", "group", group
    )
    rows = rows.filter(
        (rows.question.contains("知晓") | rows.question.contains("了解"))
        & ~rows.question.contains("满意")
    )
    rows = of_text(rows, "question", item)
    content = rows.score * _HUNDRED >= rows.full * content_from
    return by_answer(rows, above=content)
