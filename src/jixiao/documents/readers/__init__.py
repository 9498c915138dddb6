"""One module a file format; each gives a Document, and is loaded when a file of its kind comes."""

from typing import TYPE_CHECKING

from jixiao.door import door

if TYPE_CHECKING:
    from jixiao.documents.readers.archive import read_archive
    from jixiao.documents.readers.excel import read_excel
    from jixiao.documents.readers.html import read_html
    from jixiao.documents.readers.libreoffice import convert
    from jixiao.documents.readers.ofd import read_ofd
    from jixiao.documents.readers.pdf import read_pdf, read_picture
    from jixiao.documents.readers.recogniser import can_recognise
    from jixiao.documents.readers.text import read_text
    from jixiao.documents.readers.word import read_docx

__all__ = [
    "can_recognise",
    "convert",
    "read_archive",
    "read_docx",
    "read_excel",
    "read_html",
    "read_ofd",
    "read_pdf",
    "read_picture",
    "read_text",
]
_HOMES = {
    "can_recognise": "recogniser",
    "convert": "libreoffice",
    "read_archive": "archive",
    "read_docx": "word",
    "read_excel": "excel",
    "read_html": "html",
    "read_ofd": "ofd",
    "read_pdf": "pdf",
    "read_picture": "pdf",
    "read_text": "text",
}
__getattr__ = door(
    __name__, {name: f"{__name__}.{module}" for name, module in _HOMES.items()}
)
