"""指标说的事与项目无关。"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_texts
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH15",
    title="指标说的事与项目无关",
    says="指标{names}说的是{topics}，项目名称和目标里没有一处说到",
    suggests="删去与项目无关的指标，或在目标里写明这件事",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I19",
)
def anchored_in_project(table: TargetTable) -> Iterator[Breach]:
    """An indicator of a topic (系统, 支付方式 …) that neither name nor objective mentions.

    One row may be an objective too short; several of one topic are advice, of several topics they come
    from another project.
    """
    if not table.objective or len(table.objective.text) < _TELLING:
        return
    stray = _stray_rows(table)
    if len({row.indicator.name for row in stray}) > 1:
        topics = {row.topic for row in stray}
        words_of_topics = dict.fromkeys(row.word for row in stray)
        yield Breach(
            [
                *(row.indicator.evidence for row in stray),
                table.evidence.get("objective"),
            ],
            "indicators",
            None if len(topics) > 1 else Severity.ADVICE,
            names=list(dict.fromkeys(f"“{row.indicator.name}”" for row in stray)),
            topics=[f"“{word}”" for word in words_of_topics],
        )


_TOPICS = (
    "act_training",
    "act_inspection",
    "act_system",
    "act_payment",
)


_TELLING = 30
"""How long an objective must be to say what a project does."""


class _StrayRow(NamedTuple):
    """An indicator of a topic that the project does not mention, and the topic's word in its name."""

    indicator: Indicator
    topic: str
    word: str


def _stray_rows(table: TargetTable) -> list[_StrayRow]:
    objectives = [text for _, text in objective_texts(table)]
    about = chinese.key("。".join([*objectives, table.project_name or ""]))
    mentioned = {topic for topic in _TOPICS if words(topic).search(about)}
    stray: list[_StrayRow] = []
    for row in table.indicators:
        topics = _topics_of(row)
        if topics and not mentioned & topics.keys():
            topic, word = next(iter(topics.items()))
            stray.append(_StrayRow(row, topic, word))
    return stray


_PASSES = re.compile(r"(?:检查|审核|验收|监督|抽查)[\u4e00-\u9fff]{0,4}(?:合格|通过)率")
"""What is looked at passes: 消防检查合格率 is of the thing, not of an inspection."""


def _topics_of(row: Indicator) -> dict[str, str]:
    """The topics of an indicator's name, each with its word; satisfaction is of no topic."""
    if row.dimension == "满意度指标" or row.not_applicable or _PASSES.search(row.name):
        return {}
    name = chinese.key(row.name)
    mentions = {topic: words(topic).search(name) for topic in _TOPICS}
    return {topic: mention[0] for topic, mention in mentions.items() if mention}
