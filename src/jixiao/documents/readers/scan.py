"""Pages that are pictures: straightened, their rules found, their characters recognised."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from msgspec import structs

from jixiao import chinese
from jixiao.documents.assembly import Block
from jixiao.documents.document import Cell, Grid, Page
from jixiao.documents.readers.glyphs import Glyph
from jixiao.documents.readers.page import blocks_of
from jixiao.documents.readers.pictures import (
    DPI,
    enlarged,
    is_fine,
    straightened,
    without_stamp,
)
from jixiao.documents.readers.recogniser import (
    RecognisedText,
    recognise,
    recognise_again,
)
from jixiao.documents.readers.scanned_rules import COARSE, FINE, find_rules
from jixiao.documents.ruling import RuledTable, Stroke, find_tables
from jixiao.evidence import SURE, Evidence, Note

_HALF = 128
_MOST_NOTED = 50
_A4_INCHES = 8.27
_POINTS_AN_INCH = 72
_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^[工^]\s*(?=\d)"), "≥"),
    (re.compile(r"(?<=\d)\$$"), "%"),
    (re.compile(r"(?<=\d)%[0oO]$"), "‰"),
    (re.compile(r"^2(?=\d{2}(?:\.\d+)?%$)"), "≥"),
    (re.compile(r"^(?:>=|＞=|>＝|》=)\s*(?=\d)"), "≥"),
    (re.compile(r"^(?:<=|＜=|<＝|《=)\s*(?=\d)"), "≤"),
)
"""Look-alikes of a value's signs: what stands where only a sign can."""


def read_page(
    image: Any, number: int, dpi: float | None = None
) -> tuple[Page, list[Block], list[Note]]:
    """Recognise one page, an array of rows of blue, green and red.

    `dpi` is the dots of an inch where they are known, else as if the page were A4.
    """
    dots = dpi or min(image.shape[:2]) / _A4_INCHES
    contrast = FINE if is_fine(dots) else COARSE
    layers, dots = enlarged(without_stamp(image), dots)
    layers = straightened(layers)
    ink, stamped = layers[:, :, 0].copy(), layers[:, :, 1] < _HALF
    texts = recognise(ink)
    strokes = find_rules(ink, stamped, texts, dots / DPI, contrast)
    scale = _POINTS_AN_INCH / dots
    scaled = (
        Stroke(s.upright, s.at * scale, s.low * scale, s.high * scale) for s in strokes
    )
    tables = [table for table in find_tables(scaled) if len(table.cells) > 1]
    glyphs = _glyphs(ink, texts, tables, scale)
    blocks, _ = blocks_of(glyphs, tables, number)
    blocks, notes = _repaired(blocks)
    height, width = ink.shape[:2]
    page = Page(number=number, width=width * scale, height=height * scale)
    return page, blocks, notes


def _glyphs(
    ink: Any,
    texts: Sequence[RecognisedText],
    tables: Sequence[RuledTable],
    scale: float,
) -> Iterator[Glyph]:
    """Give every character a place; a run over a rule is recognised again on each side of it."""
    for text in texts:
        cuts = _cuts(text, tables, scale)
        if not cuts:
            yield from _spread(text, scale)
            continue
        for left, right in pairwise([text.left, *cuts, text.right]):
            piece = recognise_again(ink, replace(text, left=left, right=right))
            if piece:
                yield from _spread(piece, scale)


def _cuts(
    text: RecognisedText, tables: Sequence[RuledTable], scale: float
) -> list[float]:
    """The rules that a run of text crosses well inside, in dots."""
    margin = 0.5 * text.height
    middle = (text.top + text.bottom) / 2 * scale
    cuts: set[float] = set()
    for table in tables:
        if not table.ys[0] <= middle <= table.ys[-1]:
            continue
        for cell in table.cells:
            x0, y0, _, y1 = cell.box
            if (
                y0 <= middle <= y1
                and text.left + margin < x0 / scale < text.right - margin
            ):
                cuts.add(x0 / scale)
    return sorted(cuts)


def _spread(run: RecognisedText, scale: float) -> Iterator[Glyph]:
    """Give each character of a run its share of the run's width."""
    top, bottom = run.top * scale, run.bottom * scale
    left, right = run.left * scale, run.right * scale
    widths = [chinese.width(character) for character in run.text]
    step = (right - left) / max(1, sum(widths))
    at = left
    for character, width in zip(run.text, widths, strict=True):
        end = at + width * step
        if not character.isspace():
            yield Glyph(character, at, top, end, bottom, round(run.score, 3))
        at = end


def _repaired(blocks: Sequence[Block]) -> tuple[list[Block], list[Note]]:
    """Put look-alikes of signs right, and note them and what is not sure."""
    notes: list[Note] = []

    def repair(cell: Cell) -> Cell:
        text = _with_signs_right(cell.text)
        note = _doubt(cell, text)
        if note and len(notes) < _MOST_NOTED:
            notes.append(note)
        return structs.replace(cell, text=text)

    repaired: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            repaired.append(
                structs.replace(block, cells=tuple(map(repair, block.cells)))
            )
        else:
            repaired.append(repair(block))
    return repaired, notes


def _with_signs_right(text: str) -> str:
    for look_alike, sign in _REPAIRS:
        text = look_alike.sub(sign, text)
    return text


def _doubt(cell: Cell, repaired: str) -> Note | None:
    """What a person should compare with the paper, if anything."""
    evidence = Evidence(
        page=cell.page, box=cell.box, quote=cell.text, confidence=cell.confidence
    )
    if repaired != cell.text:
        text = f"“{cell.text}”按“{repaired}”读取，请核对"
        return Note(code="look_alike", text=text, evidence=evidence)
    if cell.confidence is not None and cell.confidence < SURE:
        text = f"“{cell.text}”识别的把握只有 {cell.confidence:.0%}，请对照原件核对"
        return Note(code="uncertain", text=text, evidence=evidence)
    return None
