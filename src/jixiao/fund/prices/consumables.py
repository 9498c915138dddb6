"""Medical consumables: one model of one name compares, by the piece; nothing of a model is converted."""

import re
import unicodedata

from jixiao.fund.prices.strength import NOTHING, Strength, UnreadStrength

_PIECES = "个根支副条把件片枚卷张只台块颗粒套付"
_OUTER = "袋包盒箱瓶桶罐"
_COUNT = re.compile(rf"(\d+)[{_PIECES}{_OUTER}]?(?:/[{_PIECES}{_OUTER}])?")
_OF_PACK = re.compile(rf"^(?:每|1)[{_OUTER}](?:装)?(?=\d)")


def read_pieces(pack: str, sold_by: str) -> Strength:
    """Read how many pieces a price is of: `10支/盒`, `1个/袋×20袋/盒`; one where it is sold by the piece.

    Raises:
        UnreadStrength: the pack was not understood, or nothing says how many pieces there are.
    """
    plain = _plain(pack)
    if not plain:
        if _plain(sold_by) in _PIECES and sold_by.strip():
            return Strength((), NOTHING, None, 1)
        message = f"包装“{pack}”没有写一个计价单位（{sold_by or '没有写'}）有几件"
        raise UnreadStrength(message)
    count = 1
    for part in _OF_PACK.sub("", plain).split("*"):
        match = _COUNT.fullmatch(part)
        if match is None or not int(match[1]):
            message = f"包装“{pack}”没有读懂"
            raise UnreadStrength(message)
        count *= int(match[1])
    return Strength((), NOTHING, None, count)


def plain_model(spec: str) -> str:
    """Return a specification and model without width, spaces and case.

    Raises:
        UnreadStrength: there is none.
    """
    plain = "".join(unicodedata.normalize("NFKC", spec).upper().split())
    if not plain:
        message = "耗材没有写规格型号，不知和谁比"
        raise UnreadStrength(message)
    return plain


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(re.sub(r"[×✕╳✖∗xX]", "*", plain).split())
