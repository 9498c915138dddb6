"""Why a case is in its group: each step that was tried, in words."""

from collections.abc import Iterator, Sequence

from jixiao.fund.grouping.cases import UNKNOWN, Cases
from jixiao.fund.grouping.dip.assignment import FOUR, THREE, Step, assign, countable
from jixiao.fund.grouping.dip.catalogue import Catalogue, DiseaseGroup, GroupKind
from jixiao.money import in_yuan


def explain(catalogue: Catalogue, cases: Cases, tie_order: Sequence[str]) -> list[str]:
    """Tell how the only case among `cases` was grouped, a sentence a step, its group last."""
    grouped = assign(catalogue, cases, tie_order)
    step, code = Step(int(grouped.steps[0])), grouped.code_of(0)
    sentences = [*_facts(catalogue, cases)]
    sentences += _rules(catalogue, step, code)
    if step is not Step.RULE and cases.diagnoses.main[0] != UNKNOWN:
        sentences += _combinations(catalogue, countable(catalogue, cases), step, code)
    group = catalogue.by_code.get(code)
    named = f"{code}（{step.word}）" if group else step.word
    return [*sentences, f"结果：{named}"]


def _facts(catalogue: Catalogue, cases: Cases) -> Iterator[str]:
    diagnoses, operations = cases.diagnoses.of(0), cases.operations.of(0)
    if not diagnoses:
        yield "没有主要诊断，不能入组。"
        return
    yield f"主要诊断 {diagnoses[0]}，取前四位 {diagnoses[0][:FOUR]}；其他诊断 {'、'.join(diagnoses[1:]) or '无'}。"
    yield f"手术操作 {'、'.join(operations) or '无'}；费用 {in_yuan(int(cases.costs[0]))} 元。"
    if diagnoses[0] in catalogue.not_principal:
        yield f"{diagnoses[0]} 在编码表里写明不能作主要诊断，不入组。"
    if left_out := [code for code in operations if code in catalogue.no_operations]:
        yield f"{'、'.join(left_out)} 在编码表里写明不参与分组，不看。"
    if operations and not cases.operations.has_main[0]:
        yield f"清单没有标出唯一的主手术，按次序取 {operations[0]}；请核对。"


def _rules(catalogue: Catalogue, step: Step, code: str) -> Iterator[str]:
    if not catalogue.rules.rules:
        yield "没有收先期分组和并项的规则，这一步没有看。"
    elif step is Step.RULE:
        group = catalogue.by_code[code]
        yield f"先期分组和并项：符合 {code} {group.title}。"
    else:
        yield f"先期分组和并项：{len(catalogue.rules.rules)} 条都不符合。"


def _combinations(
    catalogue: Catalogue, cases: Cases, step: Step, code: str
) -> Iterator[str]:
    diagnosis = cases.diagnoses.of(0)[0]
    operations = cases.operations.of(0)
    main = operations[0] if operations else ""
    for each in catalogue.related:
        if (each.diagnosis, each.main) == (
            diagnosis[:FOUR],
            main,
        ) and each.operation in operations:
            counts = "算相关操作" if each.is_related else "不算相关操作"
            yield (
                f"{each.operation} 加在 {main} 上，{each.cases} 例比 {each.base_cases} 例"
                f"次均费用变动 {each.moved / 100:.2f}%，{counts}。"
            )
    near = [
        group
        for group in catalogue.groups
        if group.kind is GroupKind.CORE and group.diagnosis == diagnosis[:FOUR]
    ]
    if not near:
        yield f"目录里没有 {diagnosis[:FOUR]} 的核心病种。"
    for group in near:
        yield _against(group, operations, code)
    if step in (Step.COMPREHENSIVE, Step.NOT_GROUPED):
        yield from _what_is_left(catalogue, diagnosis, main, code)


def _against(group: DiseaseGroup, operations: Sequence[str], code: str) -> str:
    if group.code == code:
        return f"核心病种 {group.code}：{len(group.operations)} 个操作都有，取它。"
    missing = [each for each in group.operations if each not in operations]
    if missing:
        return f"核心病种 {group.code}：本例没有 {'、'.join(missing)}。"
    if not group.operations and operations:
        return f"核心病种 {group.code}：它没有手术操作，本例有。"
    if len(group.operations) == 1 and group.main != operations[0]:
        return f"核心病种 {group.code}：{group.main} 不是本例的主手术。"
    return f"核心病种 {group.code}：操作都有，但另一个相同的更多，或打平时在后。"


def _what_is_left(
    catalogue: Catalogue, diagnosis: str, main: str, code: str
) -> Iterator[str]:
    attribute = catalogue.attributes.get(main)
    if main and attribute is None:
        yield f"编码表里没有 {main} 的类别，归不了综合病种。请收手术操作编码表（OPRN_B）。"
        return
    word = attribute or "内科"
    if code:
        yield f"按前三位 {diagnosis[:THREE]} 和“{word}”归入综合病种。"
    else:
        yield f"前三位 {diagnosis[:THREE]} 和“{word}”没有综合病种（例数不足的不立组）。"
