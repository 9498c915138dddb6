"""The office's words in other languages: `python -m tests.translations` gathers and compiles them.

A word is its own name: Chinese stands in the pages, in the procedures and in the views; the catalogue
of a language says each of them in it.
"""

import ast
import io
import re
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment

from jixiao import measures
from jixiao.cell_path import (
    AMOUNTS,
    COLUMNS,
    EXECUTION,
    FIELDS,
    OFTEN_PRINTED,
    SOURCES,
)
from jixiao.checks import library
from jixiao.cycle import procedures
from jixiao.evaluation.midyear import standards
from jixiao.fund import audit, outlook
from jixiao.fund.cases.procedure import load_procedure
from jixiao.fund.cases.procedure import procedures as case_procedures
from jixiao.fund.grouping import quality
from jixiao.fund.grouping.dip.levels import chapters
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.parameters.parameter import Standing as SetBy
from jixiao.fund.parameters.parameter import words as parameter_words
from jixiao.fund.tables import codes, tables
from jixiao.publication.letters import letter_kinds
from jixiao.service.control.notes import MarkKind, Part
from jixiao.service.control.samples import PointResult
from jixiao.service.disclosure.columns import KINDS
from jixiao.service.disclosure.faults import FaultKind
from jixiao.service.disclosure.scoring import Standing
from jixiao.service.opinion.ladder import Pace, load_ladder
from jixiao.service.opinion.tags import load_topics
from jixiao.service.systems.answering import Outcome
from jixiao.targets import frameworks

WEB = Path(__file__).parents[1] / "src" / "jixiao" / "web"
OFFICE, LIBRARY = "django", "library"
"""The catalogues of a language: what the office says itself, and what it hears from the library."""
HAN = re.compile(r"[\u3400-\u9fff]")
_SPEAKING = (
    "views",
    "models/cases.py",
    "models/jobs.py",
    "models/files.py",
    "models/people.py",
    "models/panels.py",
    "work/drafts.py",
    "work/case_moves.py",
    "work/typed_changes.py",
    "work/rescoring.py",
    "background/measurement.py",
    "template_environment.py",
    "jobs.py",
    "rooms.py",
    "work/fund_charts.py",
    "work/outlook_orders.py",
    "work/outlook_pages.py",
    "work/paying_orders.py",
    "people/lending.py",
)
_REFUSING = (
    *("cycle/brought.py", "cycle/conditions.py", "cycle/ledger.py", "cycle/moving.py"),
    *("cycle/replay.py", "targets/editing.py", "targets/draft_table.py"),
    *("web/background/document_reading.py", "web/background/measurement.py"),
    *("web/jobs.py", "web/people/guessing.py", "web/running/stored_files.py"),
    *("web/sealing.py", "web/views", "web/work"),
)
"""Where what a page refuses, or what a job tells, is said as a sentence that is filled in."""
_PAYING = (
    *("fund/payment/hospital_figures.py", "fund/payment/case_points.py"),
    *("fund/payment/statement.py", "fund/payment/drg_weights.py"),
    *("fund/payment/drg_simulation.py", "fund/grouping/quality/rates.py"),
    *("fund/grouping/dip/assignment.py", "fund/grouping/dip/building.py"),
    *("fund/grouping/dip/catalogue.py", "fund/grouping/steps.py"),
)
"""Where rates, figures, kinds of groups and deviations are named that the rooms of paying show."""
_SEVERITIES = ("错误", "警告", "建议", "提示")


def catalogue_of(language: str, name: str = OFFICE) -> Path:
    """Give a catalogue of a language."""
    return WEB / "locale" / language / "LC_MESSAGES" / f"{name}.po"


@cache
def words() -> dict[str, None]:
    """Give every word that the office says, in the order they are found."""
    words: dict[str, None] = {}
    for source in (
        _of_templates(),
        _of_procedures(),
        _of_forms(),
        _of_views(),
        _of_the_house(),
        _of_the_corner(),
        iter(_SEVERITIES),
    ):
        words.update(dict.fromkeys(source))
    return words


def _of_templates() -> Iterator[str]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted((WEB / "templates").glob("*.html")):
        text = path.read_text("utf-8")
        for _, _, message in environment.extract_translations(text):
            yield str(message[0] if isinstance(message, tuple) else message)
        # Words in lists of a template are said through the filter `word`.
        for block in re.findall(r"(?s)\{%-? for .*?%\}|\{\{[^}]*\| word -?\}\}", text):
            yield from (
                quoted
                for quoted in re.findall(r'"([^"]+)"', block)
                if HAN.search(quoted)
            )


def _of_procedures() -> Iterator[str]:
    """Give the words of the procedures, but for those whose English stands in the procedure itself."""
    for rules in procedures().values():
        yield from (word for word in rules.words() if word not in rules.english)


def _of_forms() -> Iterator[str]:
    """Give the words that forms share: aspects of the framework, how likely a target is met."""
    of = frameworks()["mof_2015"].dimension_of
    yield from (*of, *of.values(), "其他")
    yield from standards()["outlook"].values()
    yield from (*FIELDS.values(), *OFTEN_PRINTED, *AMOUNTS.values())
    yield from (*SOURCES.values(), *EXECUTION.values(), *COLUMNS.values())


def _of_the_house() -> Iterator[str]:
    """Give the words of the bureau's own rooms: kinds of faults, results, grades, clocks, topics."""
    yield from (
        *FaultKind,
        *Standing,
        *KINDS,
        *MarkKind,
        *Part,
        *PointResult,
        *Pace,
        *Outcome,
    )
    ladder = load_ladder()
    yield from (*ladder.grades, *(rung.step for rung in ladder.rungs))
    yield from (*load_topics().words, "未分类", "全部")


def _of_views() -> Iterator[str]:
    for name in _SPEAKING:
        place = WEB / name
        for path in sorted(place.glob("*.py")) if place.is_dir() else [place]:
            if path.name != "public_place.py":
                yield from _said(ast.parse(path.read_text("utf-8")))


def _of_the_corner() -> Iterator[str]:
    """Give how the administrator's corner calls models, their fields and what may be done with them."""
    for name in ("people", "trail"):
        tree = ast.parse((WEB / "models" / f"{name}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr=kind)) if kind.endswith(
                    ("Field", "ForeignKey")
                ):
                    yield from _constants(node)
                case ast.Assign(targets=[ast.Name(id=named), *_]) if named.startswith(
                    "verbose_name"
                ):
                    yield from _constants(node)
    for name in ("admin", "apps"):
        for node in ast.walk(ast.parse((WEB / f"{name}.py").read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="gettext_lazy")):
                    yield from _constants(node)


def _constants(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if (
            isinstance(part, ast.Constant)
            and isinstance(part.value, str)
            and HAN.search(part.value)
        ):
            yield part.value


def _said(tree: ast.AST) -> Iterator[str]:
    """Give the Chinese texts of a module that a page may show.

    Left out are documentation, parts of f-strings, the names of fields, and what the trail keeps.
    """
    awaiting = deque([tree])
    while awaiting:
        node = awaiting.popleft()
        if _is_silent(node):
            continue
        awaiting.extend(ast.iter_child_nodes(node))
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and HAN.search(text):
            yield text


def library_words() -> dict[str, None]:
    """Give what the library says: checks and refusals, but for what the office's own catalogue has."""
    sentences = dict.fromkeys(sentences_of_checks())
    sentences |= dict.fromkeys(_of_the_fund())
    sentences |= dict.fromkeys(_of_paying())
    sentences |= dict.fromkeys(_of_refusals())
    of_office = words()
    return {word: None for word in sentences if word not in of_office}


def sentences_of_checks() -> Iterator[str]:
    """Give the title, the message and the advice of every check."""
    for check in library().values():
        yield from (check.title, check.says, check.suggests)


def _of_the_fund() -> Iterator[str]:
    """Give the titles of tables, rules, signals, measures and parameters, and the states and steps of cases."""
    for entries in (
        audit.library(),
        outlook.library(),
        load_parameter_sets(),
        tables(),
        measures.library(),
    ):
        yield from (entry.title for entry in entries.values())
    for entries in (audit.library(), outlook.library()):
        for entry in entries.values():
            yield from (limit.says for limit in entry.limits.values())
    for word in parameter_words().values():
        yield from filter(HAN.search, (word.title, *word.choices))
        yield from filter(HAN.search, (f"…{word.unit}",))
    for parameters in load_parameter_sets().values():
        for layer in parameters.layers:
            yield from (row.basis for row in layer if HAN.search(row.basis))
    yield from (kind.title for kind in letter_kinds().values())
    for signal in outlook.library().values():
        # What stands above the examples of its page, as its room shows it.
        yield signal.prose.partition("\n## ")[0].partition("\n")[2].strip()
    yield from (*SetBy, *(rule.claim.word for rule in audit.library().values()))
    for procedure in (load_procedure(), *case_procedures().values()):
        for step in procedure.steps.values():
            yield from filter(None, (*step.before, step.after, step.name))


def _of_paying() -> Iterator[str]:
    """Give what the rooms of paying name: checks of lists, rates, figures, deviations, chapters of diagnoses."""
    yield from (check.title for check in quality.library().values())
    yield from (title for _, _, title in chapters())
    yield from codes()["archive_term"].values()
    for name in _PAYING:
        tree = ast.parse((WEB.parent / name).read_text("utf-8"))
        yield from _said(tree)
        yield from _filled_in(tree)


def _of_refusals() -> Iterator[str]:
    for name in _REFUSING:
        place = WEB.parent / name
        for path in sorted(place.glob("*.py")) if place.is_dir() else [place]:
            tree = ast.parse(path.read_text("utf-8"))
            yield from _said(tree)
            yield from _filled_in(tree)


def _filled_in(tree: ast.AST) -> Iterator[str]:
    """Give the sentences of a module that are filled in, their holes numbered: 最多 {0} 字。"""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            holes = count()
            parts = (
                str(part.value)
                if isinstance(part, ast.Constant)
                else f"{{{next(holes)}}}"
                for part in node.values
            )
            if HAN.search(sentence := "".join(parts)):
                yield sentence


def _is_silent(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Call(func=ast.Name(id="note")):
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name.endswith(("Field", "ForeignKey"))
        case ast.Assign(targets=[ast.Name(id=name), *_]):
            return name.startswith("verbose_name")
        case _:
            return False


@cache
def gathered(language: str, name: str = OFFICE) -> Catalog:
    """Give a language's catalogue with every word there is, and none that is no more.

    In that of the library stand also phrases within its sentences, written by hand.
    """
    path = catalogue_of(language, name)
    known = (
        read_po(io.BytesIO(path.read_bytes()), language)
        if path.exists()
        else Catalog(language)
    )
    catalogue = Catalog(language, project="jixiao", charset="utf-8", fuzzy=False)
    of_library = name == LIBRARY
    for word in library_words() if of_library else words():
        flags = ("python-format",) if "%(" in word else ()
        message = known.get(word)
        catalogue.add(word, message.string if message else "", flags=flags)
    for phrase in known if of_library else ():
        if phrase.id and phrase.string and phrase.id not in catalogue:
            catalogue.add(phrase.id, phrase.string)
    return catalogue


def text_of(catalogue: Catalog) -> bytes:
    """Write a catalogue as it is kept: without a date, so that nothing changes by itself."""
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, width=0)
    head = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head + out.getvalue().lstrip()


def compiled(catalogue: Catalog) -> bytes:
    """Compile a catalogue as gettext reads it."""
    out = io.BytesIO()
    kept = Catalog(catalogue.locale, charset="utf-8", fuzzy=False)
    for message in catalogue:
        if message.id and message.string:
            kept.add(message.id, message.string)
    kept.creation_date = kept.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_mo(out, kept)
    return out.getvalue()


def main() -> None:
    """Gather the words of every language, and compile them."""
    for name in (OFFICE, LIBRARY):
        path = catalogue_of("en", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = gathered("en", name)
        path.write_bytes(text_of(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
    path = catalogue_of(CORNER)
    path.with_suffix(".mo").write_bytes(compiled(kept(CORNER)))


CORNER = "zh_Hans"
"""What the administrator's corner says in Chinese is written by hand: its packages have none."""


def kept(language: str, name: str = OFFICE) -> Catalog:
    """Give a catalogue as it is written."""
    return read_po(io.BytesIO(catalogue_of(language, name).read_bytes()), language)


if __name__ == "__main__":
    main()
