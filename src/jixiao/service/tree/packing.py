"""What a folder has of a division and those below it, made ready to be handed up."""

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.errors import JixiaoError
from jixiao.fund.store.pseudonyms import Pseudonyms
from jixiao.service.tree.divisions import Tree
from jixiao.service.tree.gathered import Gathered
from jixiao.service.tree.package import Contents, PersonList
from jixiao.targets import TargetTable


@dataclass(frozen=True, slots=True)
class Ready:
    """The content of a package, and what of the folder is not in it."""

    contents: Contents
    left_out: Sequence[str]


def ready_to_hand_up(
    gathered: Gathered,
    division: str,
    forms: Sequence[TargetTable],
    pseudonyms: Pseudonyms | None,
) -> Ready:
    """Return what a division hands up: rows of it and of those below, persons hashed.

    Raises:
        JixiaoError: the division is none, there is nothing of it, or there are lists of persons and
            no key to hash them under.
    """
    part = gathered.tree.part(division)
    results = [each for each in gathered.reports if each.division in part.nodes]
    money = [each for each in gathered.bookings if each.division in part.nodes]
    persons = _lists(gathered, part, pseudonyms)
    if not (results or money or forms):
        message = f"这里没有 {part.label(division)} 的资金、指标和自评表，没有可报的。请先收数据。"
        raise JixiaoError(message)
    left_out = [f"{each.booking.number}　{each.why}" for each in gathered.unplaced] + [
        f"{each.division} 的“{each.indicator}”，区划不在用" for each in gathered.lost
    ]
    return Ready(Contents(forms, results, money, persons), left_out)


def _lists(
    gathered: Gathered, part: Tree, pseudonyms: Pseudonyms | None
) -> Sequence[PersonList]:
    """Return the lists of a part, hashed; those that came in packages are hashed already."""
    lists = {
        key: persons
        for key, persons in gathered.persons.items()
        if key[0] in part.nodes
    }
    if not lists:
        return []
    if pseudonyms is None:
        message = (
            "有人数指标的名单，要用上级发的人员密钥化成摘要再报。请给出人员密钥文件（上级用 "
            "jixiao tree share 造）。"
        )
        raise JixiaoError(message)
    hashed = [
        PersonList(division, indicator, sorted(set(pseudonyms.of_all(sorted(persons)))))
        for (division, indicator), persons in sorted(lists.items())
    ]
    _refuse_foreign_hashes(gathered)
    return hashed


def _refuse_foreign_hashes(gathered: Gathered) -> None:
    for (division, indicator), persons in gathered.own_persons.items():
        if any(person.startswith("sm3:") for person in persons):
            message = (
                f"{division} 的“{indicator}”名单里已经是摘要，不知道用的哪把密钥，合起来会重复计人。"
                "请收没有化成摘要的名单再打包。"
            )
            raise JixiaoError(message)
