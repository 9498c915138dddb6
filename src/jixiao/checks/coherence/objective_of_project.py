"""目标没有说到项目名称里的事。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.likeness import bigrams, share, telling_name
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH20",
    title="目标没有说到项目名称里的事",
    says="目标没有一处说到“{name}”",
    suggests="核对目标是否放错；按项目名称重写",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="I19",
    needs_all_rows=True,
    tells_for=("CH11", "CH15", "CH21", "CH23"),
)
def objective_of_project(table: TargetTable, *, shortest: int) -> Iterator[Breach]:
    """Not one pair of neighbouring characters of the name's own words stands in the objective."""
    area = re.split(r"医疗|医保", chinese.key(table.supervising_department or ""))[0]
    name = telling_name(table).removeprefix(area)
    pairs_of_name = bigrams(words("generic_names").sub("", name))
    if table.objective is None or len(pairs_of_name) < shortest:
        return
    if not share(pairs_of_name, bigrams(table.objective.text)):
        yield Breach(
            (table.evidence.get("objective"), table.evidence.get("project_name")),
            "objective",
            name=table.project_name,
        )
