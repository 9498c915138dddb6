"""Texts of ledgers as they are compared: without blanks and marks, narrow, brackets all of one kind."""

import re

from ibis import ir

_NARROW = "".join(map(chr, range(0x21, 0x7F)))
_WIDE = "".join(chr(ord(sign) + 0xFEE0) for sign in _NARROW)
_BLANKS = " \u00a0　\t“”\"'‘’「」《》、，,。.；;：:—-_"
_BRACKETS, _ROUND = "【】[]", "()()"


def plain(text: str) -> str:
    """Return a text as it is compared."""
    narrow = text.translate(str.maketrans(_WIDE + _BRACKETS, _NARROW + _ROUND))
    return "".join(sign for sign in narrow if sign not in _BLANKS).upper()


def plain_column(column: ir.Value) -> ir.StringValue:
    """Return a column's texts as `plain` gives them."""
    narrow = column.fill_null("").translate(_WIDE + _BRACKETS, _NARROW + _ROUND)
    return narrow.re_replace(f"[{re.escape(_BLANKS)}]", "").upper()
