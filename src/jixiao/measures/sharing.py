"""Rows that one number answers, and numbers that one delivery, payment or event makes."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from jixiao.measures.measuring import Asked

Place = tuple[int, int, int]
"""The table, the row and the value of its cell that an answer stands in."""
_Question = tuple[str, tuple[tuple[str, str], ...]]
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Sharing:
    """What an answer shares: `same` are rows with the same number, `parts` rows of one's own rows."""

    same: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """What is shared, in a sentence; empty where nothing is."""
        sentences = []
        if self.parts:
            sentences.append(
                f"算出这个数的行也用在{_listed(self.parts)}：一次只证明一项，请分开或由人定"
            )
        if self.same:
            sentences.append(f"同一个数也用在{_listed(self.same)}")
        return "；".join(sentences)


def share(
    names: Mapping[Place, str],
    questions: Mapping[Place, _Question],
    asked: Mapping[_Question, Asked],
    keys: Callable[[Asked], set[str]],
) -> dict[Place, Sharing]:
    """Find by place which rows share their number, and which share some of its rows.

    `names` call the rows, `questions` what answers them; `keys` gives the rows behind a number.
    Two rows of one name share nothing: they are one promise printed twice.
    """
    by_question: dict[_Question, list[Place]] = defaultdict(list)
    for place, question in questions.items():
        by_question[question].append(place)
    overlapping = _overlapping(asked, keys)
    return {
        place: Sharing(
            _others(place, by_question[question], names),
            _others(
                place,
                [
                    p
                    for other in overlapping.get(question, ())
                    for p in by_question[other]
                ],
                names,
            ),
        )
        for place, question in questions.items()
    }


def _others(
    place: Place, places: Sequence[Place], names: Mapping[Place, str]
) -> tuple[str, ...]:
    """Return the names of the other rows, those of other tables with the table's number."""
    named = [names[other] for other in places if other != place]
    return tuple(name for name in dict.fromkeys(named) if name != names[place])


def _overlapping(
    asked: Mapping[_Question, Asked], keys: Callable[[Asked], set[str]]
) -> dict[_Question, list[_Question]]:
    """Return the questions of things that the same rows answer, by each of them."""
    groups: dict[tuple[str, str], list[_Question]] = defaultdict(list)
    for question, of_item in asked.items():
        if of_item.scope.get("item"):
            group = of_item.measure.code, of_item.scope.get("project", "")
            groups[group].append(question)
    overlapping: dict[_Question, list[_Question]] = defaultdict(list)
    for questions in groups.values():
        rows = {q: keys(asked[q]) for q in questions} if len(questions) > 1 else {}
        for first, second in combinations(rows, 2):
            if rows[first] & rows[second]:
                overlapping[first].append(second)
                overlapping[second].append(first)
    return overlapping


def _listed(names: Sequence[str]) -> str:
    quoted = "、".join(f"“{name}”" for name in names[:_SHOWN])
    more = len(names) - _SHOWN
    return f"{quoted}等 {len(names)} 条" if more > 0 else quoted
