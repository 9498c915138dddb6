"""Bytes become lines of cells; this stage knows no budgets."""

from jixiao.documents.document import Cell, Document, Grid, Line, Page, Source
from jixiao.documents.flow import Coverage, Flow, Gap, Span
from jixiao.documents.prose import Section, find_prose
from jixiao.documents.reader import SUFFIXES, find_documents, open_document

__all__ = [
    "SUFFIXES",
    "Cell",
    "Coverage",
    "Document",
    "Flow",
    "Gap",
    "Grid",
    "Line",
    "Page",
    "Section",
    "Source",
    "Span",
    "find_documents",
    "find_prose",
    "open_document",
]
