"""The divisions of a region on one day: who stands above whom, and who was merged into whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jixiao.errors import JixiaoError


@dataclass(frozen=True, slots=True)
class Division:
    """A code of a division from its first day to its last; `above` is empty at the top."""

    code: str
    name: str
    above: str
    begins_on: date
    ends_on: date | None = None
    merged_to: str = ""

    def is_in_use(self, day: date) -> bool:
        """Say whether the code holds on a day; its last day counts."""
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Tree:
    """The divisions in use on a day, each below one other or at the top.

    `successors` leads each code that ended, and says where it was merged, to one in use.
    """

    day: date
    nodes: Mapping[str, Division]
    successors: Mapping[str, str]

    def current(self, code: str) -> str | None:
        """Return the code in use that stands for a code; None where nothing says which."""
        return code if code in self.nodes else self.successors.get(code)

    def children(self, code: str) -> Sequence[str]:
        """Return the codes directly below one."""
        return sorted(each.code for each in self.nodes.values() if each.above == code)

    def roots(self) -> Sequence[str]:
        """Return the codes at the top."""
        return self.children("")

    def walk(self) -> Iterator[tuple[int, Division]]:
        """Give each division with its depth, those above first."""
        for root in self.roots():
            yield from self._walk_from(root, 0)

    def leaves(self, code: str) -> Sequence[str]:
        """Return the lowest divisions under one; itself where nothing is below it."""
        below = self.children(code)
        return [leaf for each in below for leaf in self.leaves(each)] or [code]

    def part(self, code: str) -> "Tree":
        """Return the tree from a division down.

        Raises:
            JixiaoError: the code is not in use and leads to none that is.
        """
        top = self.current(code)
        if top is None:
            message = f"区划 {code} 在 {self.day} 不在用，请核对代码和医保区划表（DIVISION）。"
            raise JixiaoError(message)
        below = [node for _, node in self._walk_from(top, 0)]
        nodes = {node.code: node for node in below}
        nodes[top] = replace(nodes[top], above="")
        return Tree(self.day, nodes, self.successors)

    def label(self, code: str) -> str:
        """Return a code with its name."""
        node = self.nodes.get(code)
        return f"{code} {node.name}" if node else code

    def _walk_from(self, code: str, depth: int) -> Iterator[tuple[int, Division]]:
        yield depth, self.nodes[code]
        for child in self.children(code):
            yield from self._walk_from(child, depth + 1)


def tree_on(day: date, divisions: Sequence[Division]) -> Tree:
    """Make the tree of a day.

    A division below one that was merged goes below what that was merged into.

    Raises:
        JixiaoError: a code stands twice, is below one that is not in use, or below itself.
    """
    in_use = [each for each in divisions if each.is_in_use(day)]
    if not in_use:
        message = (
            f"医保区划表（DIVISION）里 {day} 没有有效的区划，请补齐启用和停用日期。"
        )
        raise JixiaoError(message)
    codes = {each.code for each in in_use}
    successors = _successors(day, divisions, codes)
    nodes: dict[str, Division] = {}
    for each in in_use:
        if each.code in nodes:
            message = f"区划 {each.code} {each.name} 在 {day} 有两行都有效，请核对启用和停用日期。"
            raise JixiaoError(message)
        nodes[each.code] = _placed(each, codes, successors, day)
    _refuse_circles(nodes)
    return Tree(day, nodes, successors)


def _placed(
    each: Division, codes: set[str], successors: Mapping[str, str], day: date
) -> Division:
    if not each.above or each.above in codes:
        return each
    if each.above not in successors:
        message = (
            f"区划 {each.code} {each.name} 的上级 {each.above} 在 {day} 不在用，也没有写并入哪里，"
            "请在医保区划表（DIVISION）里补上。"
        )
        raise JixiaoError(message)
    above = successors[each.above]
    return Division(each.code, each.name, above, each.begins_on, each.ends_on)


def _successors(
    day: date, divisions: Sequence[Division], codes: set[str]
) -> Mapping[str, str]:
    """Lead each code that ended before the day to the code in use it came to."""
    ended = sorted(
        (each for each in divisions if each.ends_on and each.ends_on < day),
        key=lambda each: each.begins_on,
    )
    steps = {each.code: each.merged_to for each in ended if each.merged_to}
    ways = {code: _end_of(code, steps, codes) for code in steps if code not in codes}
    return {code: end for code, end in ways.items() if end}


def _end_of(code: str, steps: Mapping[str, str], codes: set[str]) -> str:
    passed: set[str] = set()
    while code in steps and code not in codes:
        if code in passed:
            message = f"区划 {code} 的“并入的区划代码”绕回了自己，请核对医保区划表（DIVISION）。"
            raise JixiaoError(message)
        passed.add(code)
        code = steps[code]
    return code if code in codes else ""


def _refuse_circles(nodes: Mapping[str, Division]) -> None:
    for code in nodes:
        above, passed = code, set[str]()
        while above:
            if above in passed:
                message = (
                    f"区划 {code} 的上级绕回了自己，请核对医保区划表（DIVISION）。"
                )
                raise JixiaoError(message)
            passed.add(above)
            above = nodes[above].above
