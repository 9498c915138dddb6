from jixiao.fund.benefits import load_policies
from jixiao.fund.resettling.groups import Group, folded


def group(name: str, persons: int) -> Group:
    return Group("level", name, persons * 2, persons, 1, 100, 300)


def test_groups_of_enough_persons_are_shown_alone():
    groups = [group("三级", 5), group("二级", 70)]

    assert (groups, None) == folded(groups, 5)


def test_a_small_group_joins_the_next_smallest_so_that_nothing_follows_from_the_totals():
    groups = [group("三级", 90), group("二级", 4), group("一级", 70)]

    alone, joint = folded(groups, 5)

    assert groups[:1] == alone
    assert Group("level", "二级、一级", 148, 74, 2, 200, 600) == joint


def test_identities_have_their_names_in_the_order_of_the_policy():
    names = load_policies()["sample_2024"].identity_names

    assert ["特困", "低保", "返贫"] == list(dict.fromkeys(names.values()))
    assert "低保" == names["7019"]
