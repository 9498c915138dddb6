"""A map of children without foreign borders: a tile each, shaded by a rate, as SVG.

Tiles stand in rows in the order of their codes. Shades carry the number too, so that nothing is
said by colour alone; who is silent is hatched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from math import ceil, sqrt

_WIDE, _HIGH, _SPACE = 150, 84, 8
_LEGEND = 40
_SHADES = ("#eaf2fb", "#c6dcf2", "#8fbbe3", "#4a8fcb", "#1f5f9e")
_DARK = 3
"""The shades from which on letters are white."""
_NAME, _VALUE = 15, 14
_SWATCH = 84
_FEW = 4
"""Tiles that stand in one row where there are no more."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A child: its name, what it says, the share of one that shades it; none where it is silent."""

    name: str
    words: str
    share: Decimal | None


def tile_map(title: str, tiles: Sequence[Tile], silent: str = "没有报") -> str:
    """Return a map as SVG, with a legend of its shades; `silent` is what a tile without a share is called."""
    across = max(1, min(len(tiles), _FEW), ceil(sqrt(len(tiles) * _HIGH / _WIDE)))
    down = ceil(len(tiles) / across)
    wide = max(across * (_WIDE + _SPACE), _SWATCH * (len(_SHADES) + 1)) + _SPACE
    high = down * (_HIGH + _SPACE) + _SPACE + 2 * _LEGEND
    drawn = "".join(
        _drawn(tile, number % across, number // across)
        for number, tile in enumerate(tiles)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" role="img" '
        f'aria-label="{escape(title, quote=True)}" font-family="sans-serif">'
        '<defs><pattern id="silent" width="8" height="8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="8" height="8" fill="#fff"/>'
        '<line x1="0" y1="0" x2="0" y2="8" stroke="#b0b0b0" stroke-width="2"/></pattern></defs>'
        f'<text x="{_SPACE}" y="24" font-size="16">{escape(title)}</text>'
        f"{drawn}{_legend(high, silent)}</svg>"
    )


def _drawn(tile: Tile, column: int, row: int) -> str:
    left = _SPACE + column * (_WIDE + _SPACE)
    top = _LEGEND + row * (_HIGH + _SPACE)
    shade = None if tile.share is None else _shade(tile.share)
    fill = "url(#silent)" if shade is None else _SHADES[shade]
    ink = "#fff" if shade is not None and shade >= _DARK else "#1c2733"
    middle = left + _WIDE // 2
    return (
        f'<g><rect x="{left}" y="{top}" width="{_WIDE}" height="{_HIGH}" rx="6" fill="{fill}" '
        f'stroke="#5b6b7a"/>{_backed(shade, left, top)}'
        f'<text x="{middle}" y="{top + 36}" font-size="{_NAME}" text-anchor="middle" fill="{ink}">'
        f"{escape(tile.name)}</text>"
        f'<text x="{middle}" y="{top + 60}" font-size="{_VALUE}" text-anchor="middle" fill="{ink}">'
        f"{escape(tile.words)}</text></g>"
    )


def _backed(shade: int | None, left: int, top: int) -> str:
    """A white ground under words on hatching."""
    if shade is not None:
        return ""
    return (
        f'<rect x="{left + 12}" y="{top + 18}" width="{_WIDE - 24}" height="50" fill="#fff" '
        'opacity="0.9"/>'
    )


def _shade(share: Decimal) -> int:
    return min(len(_SHADES) - 1, max(0, int(share * len(_SHADES))))


def _legend(high: int, silent: str) -> str:
    step = 100 // len(_SHADES)
    words = [f"{n * step}–{(n + 1) * step} %" for n in range(len(_SHADES))]
    fills = [*_SHADES, "url(#silent)"]
    top = high - _LEGEND + 8
    return "".join(
        f'<rect x="{_SPACE + n * _SWATCH}" y="{top}" width="16" height="16" fill="{fill}" stroke="#5b6b7a"/>'
        f'<text x="{_SPACE + n * _SWATCH + 20}" y="{top + 13}" font-size="12">{word}</text>'
        for n, (fill, word) in enumerate(zip(fills, [*words, silent], strict=True))
    )
