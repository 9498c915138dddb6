"""Every exception of the package as one tree."""

from collections.abc import Iterable


class JixiaoError(Exception):
    """Something the caller must settle; the message says what, where, and what to do next."""


class UnreadableFile(JixiaoError, OSError):
    """A path gives no bytes: missing, a folder without documents, or not permitted."""


class UnreadableText(JixiaoError, ValueError):
    """The bytes are not text in any encoding the reader knows."""


class DocumentTooLarge(JixiaoError, ValueError):
    """The document is beyond the size an installation allows."""


class UnknownFormat(JixiaoError, ValueError):
    """The bytes belong to a file format that no reader takes."""


class UnknownDialect(JixiaoError, LookupError):
    """A dialect was asked for by a code that no file bears."""

    def __init__(self, code: str, known: Iterable[str]) -> None:
        super().__init__(
            f"没有名为 {code} 的表式；现有 {'、'.join(known)}。"
            "可用 jixiao dialects 查看，或用 jixiao new dialect 新建。"
        )


class FaultyEntry(JixiaoError, ValueError):
    """A data file or entry of a library breaks the rules of its kind."""
