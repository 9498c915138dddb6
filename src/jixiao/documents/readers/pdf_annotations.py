"""What was typed onto a finished page: fields of a form, and text boxes laid over it."""

from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

_TYPED = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT}
"""Annotations that hold text somebody filled in; seals and remarks are none."""
_MOST_ANNOTATIONS = 10_000


def with_typed_text(pdf: Any, index: int) -> tuple[Any, bool]:
    """Load a page with what was typed onto it, and say whether anything was.

    The file itself stays as it is. Scripts of a form are not run: the library has no engine.
    """
    page = pdf[index]
    kinds = list(_kinds(page))
    if _TYPED.isdisjoint(kinds):
        return page, False
    page.close()
    if pdf.formenv is None:
        pdf.init_forms()  # draws fields that the file only gives the values of
    page = pdf[index]
    for place in reversed(range(len(kinds))):
        if kinds[place] not in _TYPED:
            pdfium.FPDFPage_RemoveAnnot(page, place)
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return pdf[index], True


def _kinds(page: Any) -> Iterator[int]:
    """The kind of each annotation of a page."""
    for place in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        if not annotation:
            yield pdfium.FPDF_ANNOT_UNKNOWN
            continue
        yield pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
