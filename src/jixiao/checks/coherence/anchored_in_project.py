"""指标说的事与项目无关。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH15",
    title="指标说的事与项目无关",
    says="{names} 说的{topics}，项目名称和目标都没有说到",
    suggests="删去与项目无关的指标，或在目标里写明这件事",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I19",
)
def anchored_in_project(table: TargetTable) -> Iterator[Breach]:
    """An indicator of a topic (系统, 支付方式 …) that neither name nor objective mentions.

    One stray topic may be an objective too short; several come from another project.
    """
    own = [table.objective.text if table.objective else "", table.project_name or ""]
    own += [table.own_level_objective.text] if table.own_level_objective else []
    about = chinese.key("。".join(own))
    strange: list[tuple[Indicator, str, str]] = []
    for row in table.indicators:
        if row.dimension != "满意度指标" and not row.not_applicable:
            name = chinese.key(row.name)
            hits = [(topic, words(topic).search(name)) for topic in _TOPICS]
            topics = [(topic, hit[0]) for topic, hit in hits if hit]
            if topics and not any(words(topic).search(about) for topic, _ in topics):
                strange.append((row, *topics[0]))
    if strange and table.objective:
        yield Breach(
            [*(row.evidence for row, *_ in strange), table.evidence.get("objective")],
            "indicators",
            None if len({topic for _, topic, _ in strange}) > 1 else Severity.ADVICE,
            names=[f"“{row.name}”" for row, *_ in strange],
            topics=[f"“{word}”" for word in dict.fromkeys(word for *_, word in strange)],
        )


_TOPICS = ("act_training", "act_inspection", "act_system", "act_payment")
