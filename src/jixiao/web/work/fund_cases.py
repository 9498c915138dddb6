"""The ledger of a place's cases as the office opens it: by whom, when, and in which duties."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from django.utils import timezone

from jixiao.errors import whole, writing
from jixiao.money import in_yuan
from jixiao.web.models import User
from jixiao.web.people.access import memberships
from jixiao.web.people.fund_access import FundPlace

if TYPE_CHECKING:
    from jixiao.fund.cases import Case, CaseLedger
    from jixiao.fund.cases.procedure import Step
    from jixiao.fund.store.engine import Engine

LEDGER = "cases.db"
"""Where the ledger stands in the folder of a place's records."""
TIPS = "tips.db"
"""Where the register of tips stands in that folder; its key never does."""
LIMITS = "audit_limits.toml"
"""Where a place's own limits of rules stand in that folder."""
_DUTIES = {
    "录入": ("fund",), "初审": ("fund",), "稽核": ("fund",), "会计": ("fund",), "专家": ("fund",),
    "复审": ("approver",), "处理": ("approver",), "审核": ("approver",), "委员会": ("approver",),
    "机构": ("institution",), "人员": ("fund",), "出纳": ("fund",), "承办": ("fund", "institution"), "企业": ("fund",),
    "抽查": ("approver",),
}  # fmt: skip
"""Which roles do which duty; that one person does not do two opposed ones the ledger sees to."""
_ON_THEIR_PAGE = {
    *(("special", step) for step in ("抽取专家", "评议", "通过", "不通过")),
    *(("discharge", step) for step in ("执行", "撤销")),
    ("opinion", "定级"),
}
"""Steps that do more than move a case, and are done on the pages that do it."""


class AuditOrder(msgspec.Struct, frozen=True):
    """An audit that is ordered of the worker: of a place and a year."""

    place: int
    year: int
    month: int = 0
    """Of which month what was settled is asked, as before it is paid; 0 for the whole year."""


def name_of(user: User) -> str:
    """Return what the ledger calls somebody: the name with the account, for two may share a name."""
    return str(user)


def moment() -> datetime:
    """Return the time as the ledger writes it: here, without a zone."""
    return timezone.localtime().replace(tzinfo=None, microsecond=0)


@contextmanager
def ledger_of(place: FundPlace) -> Iterator["CaseLedger"]:
    """Open a place's ledger; made where it is not there."""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — loads what reads it

    with open_ledger(place.folder / LEDGER) as opened:
        yield opened


def has_ledger(place: FundPlace) -> bool:
    """Whether a place has any case."""
    return (place.folder / LEDGER).is_file()


def of_supervision(cases: Iterable["Case"]) -> list["Case"]:
    """Return the cases of supervision: warnings, lists and prepayments have pages of their own."""
    from jixiao.fund.cases.procedure import ACCUSING_NOBODY  # noqa: PLC0415 — loads the ledger

    return [case for case in cases if case.engine not in ACCUSING_NOBODY]


def cases_of(place: FundPlace, engine: str) -> list["Case"]:
    """Return the cases of an engine, those not closed first; none where there is no ledger yet."""
    from jixiao.fund.cases.procedure import CLOSED  # noqa: PLC0415 — loads the ledger

    if not has_ledger(place):
        return []
    with ledger_of(place) as ledger:
        cases = [case for case in ledger.cases() if case.engine == engine]
    return sorted(cases, key=lambda case: (case.state == CLOSED, case.code))


def steps_for(place: FundPlace, ledger: "CaseLedger", case: "Case") -> list["Step"]:
    """Return the steps of a case that somebody's roles may do now."""
    allowed = possible_steps(place, ledger, case)
    return [s for s in allowed if (case.engine, s.name) not in _ON_THEIR_PAGE]


def possible_steps(
    place: FundPlace, ledger: "CaseLedger", case: "Case"
) -> list["Step"]:
    """Return the steps of a case that somebody's roles may do now, on whichever page."""
    possible = ledger.procedure_of(case.engine).possible(case.state)
    return [s for s in possible if place.allows(_DUTIES.get(s.duty, ()))]


def own_institutions(user: User, engine: "Engine") -> Sequence[str]:
    """Return the codes of the institutions that somebody answers for, by their registered names."""
    from jixiao.fund.records import Records  # noqa: PLC0415 — loads the engine

    names = [m.organisation.name for m in memberships(user) if m.role == "institution"]
    register = Records(engine).record_if_loaded("audited_institutions")
    if register is None or not names:
        return []
    rows = register.filter(register.fixmedins_name.isin(names))
    return sorted(
        engine.fetch(rows.select("fixmedins_code"))["fixmedins_code"].to_pylist()
    )


def known_facts(place: FundPlace, ledger: "CaseLedger", case: "Case") -> dict[str, str]:
    """Return what letters of a case need not be told again: of a rewarded tip what it earned, too."""
    from jixiao.publication.letter_facts import TIP, facts_of  # noqa: PLC0415 — loads the engines

    known = facts_of(case, ledger)
    if case.engine == TIP:
        known |= _reward_facts(place.folder / TIPS, case.evidence[0].key)
    return known


def _reward_facts(path: Path, tip: str) -> dict[str, str]:
    from jixiao.fund.supervision.tips import open_register  # noqa: PLC0415 — loads the wing

    if not path.is_file():
        return {}
    with open_register(path) as register:
        rewards = {
            reported.code: earned for reported, earned in register.with_rewards()
        }
    earned = rewards.get(tip)
    if earned is None:
        return {}
    day = earned.claim_until
    return {
        "amount": in_yuan(earned.amount),
        "answer_by": f"{day.year}年{day.month}月{day.day}日",
    }


def kept_file(folder: Path, name: str, content: bytes) -> str:
    """Keep a file beside the ledger, and return what the ledger says of it."""
    from hashlib import sha256  # noqa: PLC0415 — needed for few

    digest = sha256(content).hexdigest()
    place = folder / "case_files"
    place.mkdir(exist_ok=True)
    path = place / digest
    if not path.exists():
        with writing(place), whole(path) as half:
            half.write_bytes(content)
    return f"附件 {name[:80]}（SHA-256 {digest}）"
