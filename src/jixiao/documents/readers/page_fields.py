"""The fields of a web page that are filled in: what they hold is what the page prints there."""

from typing import Any

_UNPRINTED = {"hidden", "button", "submit", "reset", "image", "file", "password"}
_TICKS = {"checkbox", "radio"}
_TICKED, _UNTICKED = "☑", "□"


def print_fields(root: Any) -> None:
    """Put in the place of each field of a page what it shows: typed, chosen or ticked."""
    for field in list(root.iter("input", "select", "textarea", "button")):
        words = _words(field)
        field.attrib.pop("value", None)
        for child in list(field):
            field.remove(child)
        field.text, field.tag = words, "span"


def _words(field: Any) -> str:
    if field.tag == "textarea":
        return str(field.text or "")
    if field.tag == "select":
        chosen = [
            option for option in field.iter("option") if "selected" in option.attrib
        ]
        return "、".join("".join(option.itertext()).strip() for option in chosen)
    kind = (field.get("type") or "text").lower()
    if field.tag == "button" or kind in _UNPRINTED:
        return ""
    if kind in _TICKS:
        return _TICKED if "checked" in field.attrib else _UNTICKED
    return str(field.get("value") or "")
