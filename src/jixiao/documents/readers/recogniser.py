"""The recogniser of printed characters (the extra `ocr`), and the runs of text it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

_LONGEST_DETECTED = 1280
"""Dots to which the recogniser shrinks a page to find its lines of text."""
_SHAPE_OF_A_LINE = [3, 48, 96]
"""Colours, height and least width in dots of what is recognised: most cells hold a few characters,
and what is blank costs as much as what is written."""
_NARROWEST_PIECE = 8
_BESIDE_RULE = 3
"""Dots beside a rule that are no part of a piece of text."""


def can_recognise() -> bool:
    """Say whether the extra that recognises characters is installed."""
    from importlib.util import find_spec  # noqa: PLC0415

    return find_spec("rapidocr") is not None and find_spec("cv2") is not None


@cache
def _engine() -> Callable[..., Any]:
    """Make the recogniser once; its models are in its wheel, nothing is fetched."""
    from rapidocr import RapidOCR  # noqa: PLC0415

    engine: Callable[..., Any] = RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Det.limit_side_len": _LONGEST_DETECTED,
            "Det.limit_type": "max",
            "Rec.rec_img_shape": _SHAPE_OF_A_LINE,
            "Rec.rec_batch_num": 1,
        }
    )
    return engine


@dataclass(frozen=True, slots=True)
class RecognisedText:
    """A run of recognised text: its box in dots, and how sure the recogniser is of it."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    score: float

    @property
    def height(self) -> float:
        """From top to bottom, in dots."""
        return self.bottom - self.top


def recognise(ink: Any) -> list[RecognisedText]:
    """Recognise a page: dark ink on white paper, a dot a number."""
    import cv2  # noqa: PLC0415

    result = _engine()(
        cv2.merge([ink, ink, ink]), use_det=True, use_cls=False, use_rec=True
    )
    if getattr(result, "boxes", None) is None or result.txts is None:
        return []
    texts = []
    for corners, text, score in zip(
        result.boxes, result.txts, result.scores, strict=True
    ):
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        if text.strip():
            box = min(xs), min(ys), max(xs), max(ys)
            texts.append(RecognisedText(*box, text.strip(), float(score)))
    return texts


def recognise_again(ink: Any, run: RecognisedText) -> RecognisedText | None:
    """Recognise one box of a page, a little in from the rules beside it; None for nothing."""
    import cv2  # noqa: PLC0415

    left, top, right, bottom = (
        round(side) for side in (run.left, run.top, run.right, run.bottom)
    )
    rows = slice(max(0, top - 2), bottom + 2)
    crop = ink[rows, left + _BESIDE_RULE : right - _BESIDE_RULE]
    if crop.size == 0 or crop.shape[1] < _NARROWEST_PIECE:
        return None
    result = _engine()(
        cv2.merge([crop, crop, crop]), use_det=False, use_cls=False, use_rec=True
    )
    text = result.txts[0].strip() if result.txts else ""
    if not text:
        return None
    return RecognisedText(
        left=run.left + _BESIDE_RULE,
        top=run.top,
        right=run.right - _BESIDE_RULE,
        bottom=run.bottom,
        text=text,
        score=float(result.scores[0]),
    )
