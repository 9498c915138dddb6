"""目标文字里的次数、人数、天数和标准相乘不等于合计。"""

from collections.abc import Iterator
from decimal import Decimal
from math import prod

from jixiao.checks import check
from jixiao.checks.amounts import courses
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR05",
    title="目标文字里的次数、人数、天数和标准相乘不等于合计",
    says="“{printed}”：{factors} 应为 {computed} 元，写作 {stated} 元",
    suggests="核对班次、人数、天数、每人每天标准和合计，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G08",
)
def courses_multiply(table: TargetTable) -> Iterator[Breach]:
    for place, text in objective_texts(table):
        for course in courses(text):
            if course.price is None or course.total is None:
                continue
            factors = [
                course.times,
                course.persons,
                course.days or Decimal(1),
                course.price,
            ]
            computed = prod(factors)
            if computed != course.total:
                yield Breach(
                    table.evidence.get(place),
                    place,
                    printed=course.printed,
                    factors=" × ".join(
                        format(factor.normalize(), "f") for factor in factors
                    ),
                    computed=computed,
                    stated=course.total,
                )
