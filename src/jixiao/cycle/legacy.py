"""What entries did that were written before moves declared their effects."""

from collections.abc import Mapping

from jixiao.cycle.ledger import Event

LEGACY: Mapping[str, tuple[str, ...]] = {
    "adjust": ("allow_adjustment",),
    "abandon_change": ("drop_adjustment",),
    "cut": ("cut_budget",),
    "approve": ("approve",),
    "publish": ("publish_target",),
    "publish_result": ("publish_result",),
    "open_monitoring": ("open_monitoring",),
    "confirm_monitoring": ("confirm_monitoring",),
    "open_evaluation": ("open_evaluation",),
    "confirm_evaluation": ("confirm_evaluation",),
}
"""The effects that hung on a move's name, whatever its procedure said."""

_BY_FACT: Mapping[str, str] = {
    "sheet": "record_review",
    "budget": "set_budget",
    "months": "open_monitoring",
    "until": "set_deadline",
    "points": "settle_check",
    "use": "apply_result",
}
"""The effects that hung on what a move brought, whatever its name was."""


def effects_of_before(event: Event) -> tuple[str, ...]:
    """Return the effects of an entry that does not say them itself."""
    facts = event.facts
    effects = [*LEGACY.get(event.move, ())]
    if facts.version is not None:
        effects.append("submit_mended" if event.move == "mended" else "submit_version")
    if facts.form is not None:
        monitoring = event.track == "monitoring"
        effects.append("submit_monitoring" if monitoring else "submit_evaluation")
    for fact, name in _BY_FACT.items():
        if getattr(facts, fact) not in (None, ""):
            effects.append(name)
    return tuple(effects)
