"""How many labelled rows each measure answers rightly, wrongly, or leaves to a person."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from jixiao.measures.declaration import library
from jixiao.measures.matching import Match, match
from jixiao.reading import read
from tests.checks.forms import row
from tests.conftest import SEEDS
from tests.measures.labelled_rows import BY_DOCUMENT, NEAR_MISSES, USUAL, Labelled
from tests.measures.tables import table

Pair = tuple[str, str]
"""The label of a row, and the code of the measure that was bound to it; "" where there is none."""


def match_of_row(labelled: Labelled) -> Match:
    """Give what answers a labelled row in a table of a bureau's usual project."""
    dimension = labelled.aspect if "成本" in labelled.aspect else "产出指标"
    promised = row(labelled.name, labelled.value, labelled.aspect, dimension=dimension)
    return match(table(), promised)


def match_table(
    rows: Iterable[Labelled], match_of: Callable[[Labelled], Match]
) -> Iterator[str]:
    """Give a table of the measures: rows labelled, bound rightly and wrongly, precision, recall."""
    yield from counted([(row.measure, match_of(row).measure) for row in rows])


def counted(pairs: Iterable[Pair]) -> Iterator[str]:
    """Give a table of the measures from labels and what was bound."""
    pairs = list(pairs)
    labels = Counter(label for label, _ in pairs)
    bound = Counter(code for _, code in pairs)
    right = Counter(label for label, code in pairs if label == code)
    yield "| 口径 | 标注 | 配对 | 配错 | 请人定 | 准确率 | 召回率 |\n|---|---|---|---|---|---|---|"
    for code, entry in library().items():
        if labels[code] or bound[code]:
            wrong = bound[code] - right[code]
            asked = sum(label == code and not to for label, to in pairs)
            name = f"{code} {entry.title}"
            yield _line(name, labels[code], right[code], wrong, asked)
    answerable, named = len(pairs) - labels[""], len(pairs) - bound[""]
    rights = sum(right[code] for code in library())
    asked = sum(bool(label) and not to for label, to in pairs)
    yield _line("合计", answerable, rights, named - rights, asked)
    loose = sum(bool(to) for label, to in pairs if not label)
    yield f"\n共 {len(pairs)} 行，{labels['']} 行没有口径能答，其中自动配上了 {loose} 行。"


def _line(name: str, labelled: int, right: int, wrong: int, asked: int) -> str:
    precision = f"{right / (right + wrong):.0%}" if right + wrong else "—"
    recall = f"{right / labelled:.0%}" if labelled else "—"
    return f"| {name} | {labelled} | {right} | {wrong} | {asked} | {precision} | {recall} |"


def of_the_samples() -> Iterator[tuple[Match, str]]:
    """Give the match of each row of the samples with a number or a day, and its label."""
    for path in sorted(SEEDS.glob("*.txt")):
        labels = iter(BY_DOCUMENT[path.stem[:3]].split())
        for target_table in read(path).tables:
            for promised in target_table.indicators:
                target = promised.target
                is_figure = target.number is not None or target.deadline
                is_asked = is_figure or target.is_everything
                if is_asked and not promised.not_applicable:
                    yield match(target_table, promised), next(labels)


def report() -> Iterator[str]:
    """Give a table of the labelled rows, and one of the sample documents where they are."""
    yield "各局的说法\n"
    yield from match_table([*USUAL, *NEAR_MISSES], match_of_row)
    if SEEDS.is_dir():
        pairs = [(label.strip("-"), to.measure) for to, label in of_the_samples()]
        yield "\n样本文件\n"
        yield from counted(pairs)


if __name__ == "__main__":
    sys.stdout.write("\n".join(report()) + "\n")
