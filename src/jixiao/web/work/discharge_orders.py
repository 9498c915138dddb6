"""What the worker is asked to do with a batch of discharges, and the policies it is settled by."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import load_policies
from jixiao.fund.benefits.policy import Policy
from jixiao.web import jobs
from jixiao.web.models import Job, Organisation, User

KIND = "discharge"
COMMIT, REVERSE = "执行", "撤销"
"""The steps of a batch that write records, as its procedure names them."""


class DischargeOrder(msgspec.Struct, frozen=True):
    """A batch done, by a policy and a set of parameters as of its cut-off, or taken back, and why."""

    place: int
    step: str
    batch: str
    code: str
    policy: str = ""
    cutoff: date | None = None
    why: str = ""


def policies_at(folder: Path) -> Mapping[str, Policy]:
    """Return the policies of the package, and those in a place's folder `policies`."""
    policies = folder / "policies"
    return load_policies(policies if policies.is_dir() else None)


def policy_at(folder: Path, code: str) -> Policy:
    """Return a policy by its code.

    Raises:
        JixiaoError: there is none of that code, or its file is faulty.
    """
    known = policies_at(folder)
    if code not in known:
        message = f"没有叫 {code[:30]} 的政策；可用 {'、'.join(known)}。"
        raise JixiaoError(message)
    return known[code]


def order(user: User, place: Organisation, wanted: DischargeOrder) -> Job:
    """Have the worker do a step; one that waits already is not ordered twice."""
    about = msgspec.json.encode(wanted).decode()
    title = f"{place} 集中办理出院 {wanted.batch} {wanted.step}"
    return jobs.begin(user, KIND, title, about)
