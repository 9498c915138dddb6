"""How the elements of a web page are shown: by attributes, by role, by the page's own styles."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIMPLE = re.compile(r"^([a-z][a-z0-9]*)?([.#][\w-]+)?$")
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_LONGEST_SHEET = 200_000
_ROLES = {
    "table": "table", "grid": "table", "treegrid": "table", "rowgroup": "table-row-group",
    "row": "table-row", "cell": "table-cell", "gridcell": "table-cell",
    "columnheader": "table-cell", "rowheader": "table-cell",
}  # fmt: skip
_SILENT = {
    "script", "style", "head", "noscript", "template", "svg", "iframe", "object", "select",
}  # fmt: skip

Style = Mapping[str, str]
"""What is declared of an element, by property."""


@dataclass(frozen=True, slots=True)
class PageStyles:
    """The declarations of a page's own style sheets, by tag, class or name.

    Selectors of one step are known (div, .row, #list, div.row); sheets in other files are not.
    """

    rules: Mapping[str, Style] = field(default_factory=dict)

    def style(self, element: Any) -> dict[str, str]:
        """What is declared of an element: by its tag, its classes, its name, itself."""
        declared: dict[str, str] = {}
        if self.rules:
            for selector in _selectors(element):
                declared |= self.rules.get(selector, {})
        written = element.get("style")
        return declared | _declarations(written) if written else declared

    def display(self, element: Any) -> str:
        """How an element is laid out, as its styles or its role say; empty where none does."""
        said = self.style(element).get("display", "").split(" ")[0]
        return said or _ROLES.get((element.get("role") or "").strip(), "")

    def is_shown(self, element: Any) -> bool:
        """Whether an element prints its text: it is no comment, no script, and not hidden."""
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return False
        return not self._is_hidden(element)

    def hidden_texts(self, element: Any) -> int:
        """How many parts of an element hold text and are hidden."""
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return 0
        if self._is_hidden(element):
            return int(bool(element.text_content().strip()))
        return sum(map(self.hidden_texts, element))

    def _is_hidden(self, element: Any) -> bool:
        if element.get("hidden") is not None:
            return True
        style = self.style(element)
        return style.get("display") == "none" or style.get("visibility") == "collapse"

    def is_blank(self, element: Any) -> bool:
        """Whether an element takes its place and prints nothing in it."""
        return self.style(element).get("visibility") == "hidden"


def styles_of(root: Any) -> PageStyles:
    """The styles that a page declares itself."""
    rules: dict[str, dict[str, str]] = {}
    for sheet in root.iter("style"):
        text = _COMMENT.sub("", (sheet.text or "")[:_LONGEST_SHEET])
        for selectors, body in _RULE.findall(text):
            declared = _declarations(body)
            for selector in _known(selectors):
                rules[selector] = rules.get(selector, {}) | declared
    return PageStyles(rules)


def _known(selectors: str) -> Iterator[str]:
    """The selectors of a rule that name an element without looking at what is around it."""
    for selector in selectors.lower().split(","):
        if selector.strip() and _SIMPLE.match(selector.strip()):
            yield selector.strip()


def _selectors(element: Any) -> Iterable[str]:
    """The selectors that name an element, the most general first."""
    classes = (element.get("class") or "").lower().split()
    name = (element.get("id") or "").lower()
    yield element.tag
    for each in classes:
        yield f".{each}"
        yield f"{element.tag}.{each}"
    if name:
        yield f"#{name}"


def _declarations(text: str) -> dict[str, str]:
    pairs = _DECLARATION.findall(text.lower())
    return {name: value.replace("!important", "").strip() for name, value in pairs}
