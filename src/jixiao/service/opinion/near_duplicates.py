"""Items that say the same: shingles of characters, gathered by hashes, compared exactly."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from hashlib import blake2b
from itertools import combinations

from jixiao.fund.records.plain_text import plain
from jixiao.service.opinion.feed_files import FeedItem

SHINGLE = 4
_BANDS, _ROWS = 24, 2
_LEAST_TITLE = 8
_MOST_IN_BUCKET = 60
_MASK = (1 << 61) - 1


def groups(items: Sequence[FeedItem], alike: Fraction) -> list[list[int]]:
    """Return the places of items that say the same, each group in order of its items.

    Two are one where their address is the same, or the share of shingles they have in common is at
    least `alike`; half of it where a long title is the same, for one county's notice may bear the
    title of another's.
    """
    above = [*range(len(items))]

    def top(place: int) -> int:
        while above[place] != place:
            above[place] = above[above[place]]
            place = above[place]
        return place

    shingles = [_shingles(item) for item in items]
    for first, second in _candidates(items, shingles, alike):
        root, joined = sorted((top(first), top(second)))
        above[joined] = root
    gathered: dict[int, list[int]] = defaultdict(list)
    for place in range(len(items)):
        gathered[top(place)].append(place)
    return [*gathered.values()]


def _candidates(
    items: Sequence[FeedItem], shingles: Sequence[frozenset[int]], alike: Fraction
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that are one: by address, by title, or by what they share."""
    yield from _same(item.url for item in items)
    titles = (plain(item.title) for item in items)
    for first, second in _same(
        title if len(title) >= _LEAST_TITLE else "" for title in titles
    ):
        is_bare = not (items[first].text and items[second].text)
        if is_bare or common_share(shingles[first], shingles[second]) >= alike / 2:
            yield first, second
    seen: set[tuple[int, int]] = set()
    for bucket in _buckets(shingles):
        # A bucket of very many is boilerplate: each is compared with the first ones only.
        firsts = bucket[:_MOST_IN_BUCKET]
        pairs = [*combinations(firsts, 2)]
        pairs += [
            (first, second) for second in bucket[_MOST_IN_BUCKET:] for first in firsts
        ]
        for pair in pairs:
            if pair not in seen:
                seen.add(pair)
                if common_share(shingles[pair[0]], shingles[pair[1]]) >= alike:
                    yield pair


def _same(values: "Iterator[str]") -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for place, value in enumerate(values):
        if value:
            yield first.setdefault(value, place), place


def common_share(first: frozenset[int], second: frozenset[int]) -> Fraction:
    """Return the share of shingles that two have in common, of all that either has."""
    either = len(first | second)
    return Fraction(len(first & second), either) if either else Fraction(0)


def _shingles(item: FeedItem) -> frozenset[int]:
    text = plain(item.title) + plain(item.text)
    pieces = (text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1)))
    return frozenset(_hash(piece) for piece in pieces if piece)


def _hash(piece: str) -> int:
    return int.from_bytes(blake2b(piece.encode(), digest_size=8).digest()) & _MASK


def _buckets(shingles: Sequence[frozenset[int]]) -> Iterator[list[int]]:
    """Yield the places that share a band of least hashes: those alike do so nearly always."""
    seeds = [(_hash(f"{n}a") | 1, _hash(f"{n}b")) for n in range(_BANDS * _ROWS)]
    signatures = [_signature(of_item, seeds) for of_item in shingles]
    for band in range(_BANDS):
        buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for place, signature in enumerate(signatures):
            if signature:
                key = tuple(signature[band * _ROWS : (band + 1) * _ROWS])
                buckets[key].append(place)
        yield from (bucket for bucket in buckets.values() if len(bucket) > 1)


def _signature(shingles: frozenset[int], seeds: Sequence[tuple[int, int]]) -> list[int]:
    """The least hash of a text's shingles under each seed; numbers run over at 64 bits."""
    import numpy as np  # noqa: PLC0415 — kept out of jixiao --help

    if not shingles:
        return []
    values = np.fromiter(shingles, np.uint64, len(shingles))
    times, plus = (np.array(each, np.uint64) for each in zip(*seeds, strict=True))
    hashed = values[None, :] * times[:, None] + plus[:, None]
    least: list[int] = hashed.min(axis=1).tolist()
    return least
