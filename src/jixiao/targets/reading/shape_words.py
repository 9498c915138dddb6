"""The words of base by which forms told in another shape are known: labels of fields, levels."""

import re
from functools import cache

from jixiao.targets.dialect import BASE, LabelKind, dialects
from jixiao.targets.reading.heads import any_of


@cache
def printed_labels() -> frozenset[str]:
    """The words of every label above the rows."""
    return frozenset(label.words for label in dialects()[BASE].labels)


@cache
def printed_fields() -> frozenset[str]:
    """The words of the labels of fields and amounts."""
    kinds = (LabelKind.FIELD, LabelKind.AMOUNT)
    return frozenset(
        label.words for label in dialects()[BASE].labels if label.kind in kinds
    )


@cache
def printed_objectives() -> frozenset[str]:
    """The words of the labels of objectives."""
    labels = dialects()[BASE].labels
    return frozenset(
        label.words for label in labels if label.kind is LabelKind.OBJECTIVE
    )


@cache
def level_label() -> re.Pattern[str]:
    """A label of either level, with its number and what stands in brackets behind it."""
    framework = dialects()[BASE].framework
    labels = any_of([*framework.dimension_words, *framework.aspect_words])
    return re.compile(rf"(?:[\d一二三四五][、.．])?(?:{labels})(?:\([^()]{{1,14}}\))?")


@cache
def dimension_label() -> re.Pattern[str]:
    """A label of the first level, with its number and what stands in brackets behind it."""
    labels = any_of(dialects()[BASE].framework.dimension_words)
    return re.compile(rf"(?:\d[、.])?(?:{labels})(?:\([^()]{{1,14}}\))?")


@cache
def head_words() -> frozenset[str]:
    """The words of column heads, side bars included."""
    base = dialects()[BASE]
    words = [word for words in base.heads.values() for word in words]
    return frozenset((*words, *base.sidebars))
