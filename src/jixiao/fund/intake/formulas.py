"""Formulas of a workbook that gave no value: the reader of cells gives them as empty."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

_CELL = re.compile(
    rb'<c\s(?=[^>]*?\br="([A-Z]+([0-9]+))")(?=([^>]*)>)[^>]*(?<!/)>(.*?)</c>', re.DOTALL
)
_VALUE = re.compile(rb"<v>[^<]|<is>")
_ERROR = re.compile(rb'\bt="e"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def failed_formulas(content: bytes) -> list[tuple[str, int]]:
    """Return the cells of the first sheet whose formula failed or was never computed, with their rows.

    Only workbooks of XML tell; of others the list is empty.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return list(_failed(packed.read(_first_sheet(packed))))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, StopIteration):
        return []


def _failed(sheet: bytes) -> Iterator[tuple[str, int]]:
    for cell in _CELL.finditer(sheet):
        name, row, attributes, inside = cell.groups()
        was_not_computed = b"<f" in inside and not _VALUE.search(inside)
        if was_not_computed or _ERROR.search(attributes):
            yield name.decode(), int(row)


def _first_sheet(packed: zipfile.ZipFile) -> str:
    """The name of the part that holds the first sheet of a workbook."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    book = etree.fromstring(packed.read("xl/workbook.xml"), parser)
    first = next(book.iter("{*}sheet"))
    links = etree.fromstring(packed.read("xl/_rels/workbook.xml.rels"), parser)
    target = next(
        link.get("Target") for link in links if link.get("Id") == first.get(_RELATION)
    )
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
