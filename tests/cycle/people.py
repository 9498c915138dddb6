"""A county's people, and a case moved by them."""

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import combinations
from pathlib import Path

from msgspec.structs import replace

from jixiao.cycle import (
    Event,
    Facts,
    NotAllowed,
    Procedure,
    Wish,
    begin,
    make,
    procedures,
    replay,
)

BASE = procedures()["base"]
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
WHO = {
    "clerk": "王经办", "approver": "李科长", "department": "赵主管", "finance_reviewer": "钱审核",
    "finance_approver": "孙批复", "fund": "周基金", "leader": "吴局长", "auditor": "郑审计",
}  # fmt: skip
GOOD = {item.name: Decimal(item.points) for head in BASE.review for item in head.items}
FAIR = {name: points * Decimal("0.8") for name, points in GOOD.items()}
POOR = {name: points * Decimal("0.6") for name, points in GOOD.items()}
BAD = {name: points * Decimal("0.5") for name, points in GOOD.items()}
WHOLE = Facts(
    version="a" * 64,
    form="b" * 64,
    open_errors=0,
    missing=(),
    blank=(),
    stated=Decimal(100000),
    sheet=GOOD,
    budget=Decimal(100000),
    months=7,
    until=date(2027, 6, 30),
    total=Decimal(96),
    points=Decimal(94),
    use="support",
)
"""Everything any move asks for."""
_SHEETS = {"rated_to_mend": FAIR, "rated_to_return": POOR, "rated_to_refuse": BAD}


def wish(move: str, at: datetime = START, **changed: object) -> Wish:
    """Wish for a move as the person who may make it, with all it asks for."""
    role = str(changed.pop("role", BASE.move[move].by[0]))
    needs = BASE.move[move].needs
    sheet = next((sheet for need, sheet in _SHEETS.items() if need in needs), GOOD)
    use = (BASE.move[move].uses or ("support",))[0]
    budget = Decimal(60000) if "budget_below" in needs else Decimal(100000)
    brought = {"sheet": sheet, "budget": budget, "use": use} | {
        key: changed.pop(key) for key in list(changed) if key in Facts.__struct_fields__
    }
    facts = replace(WHOLE, **brought)
    actor = str(changed.pop("actor", WHO[role]))
    reason = str(changed.pop("reason", "因故"))
    return Wish(
        move, actor, role, at, 2026, reason, str(changed.pop("on_behalf_of", "")), facts
    )


def a_county(folder: Path, text: str, base: str = "base") -> Procedure:
    """Read a county's own procedure, which says only what differs."""
    head = f'[procedure]\ncode = "county"\ntitle = "本县"\nextends = "{base}"\nbasis = "本县定"\n'
    (folder / "county.toml").write_text(head + text, "utf-8")
    return procedures(folder)["county"]


def a_case(*moves: str) -> list[Event]:
    """Begin a case and make moves, a day each."""
    ledger = [begin("1", BASE, WHO["clerk"], "clerk", START)]
    for move in moves:
        ledger.append(next_entry(ledger, move))
    return ledger


def next_entry(ledger: list[Event], move: str) -> Event:
    """Make a move a day after the last; once the year is over where it waits for that."""
    waits = "year_over" in BASE.move[move].needs
    at = (
        datetime(2027, 1, 4, tzinfo=UTC)
        if waits
        else START + timedelta(days=len(ledger))
    )
    return make(ledger, wish(move, at), BASE)


@cache
def ways() -> dict[str, tuple[str, ...]]:
    """For each move of the base, the shortest row of moves after which it can be made.

    Cases are looked at in the order of their length, and only where two things come together that
    did not before: stages they are on, effects they have had.
    """
    reached: dict[str, tuple[str, ...]] = {}
    seen: set[tuple[str, str]] = set()
    ledgers = deque([a_case()])
    while ledgers and len(reached) < len(BASE.move):
        ledger = ledgers.popleft()
        case = replay(ledger)
        marks = sorted(
            [*(f"{track} {stage}" for track, stage in case.stages.items()), *case.done]
        )
        if seen >= set(combinations(marks, 2)):
            continue
        seen.update(combinations(marks, 2))
        for name, move in BASE.move.items():
            if case.stages[move.track] in move.start:
                with suppress(NotAllowed):
                    ledgers.append([*ledger, next_entry(ledger, name)])
                    reached.setdefault(name, tuple(event.move for event in ledger[1:]))
    return reached


APPROVED: Sequence[str] = (
    "submit",
    "unit_pass",
    "department_pass",
    "finance_pass",
    "approve",
)
