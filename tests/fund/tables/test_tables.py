"""The declared tables hold together."""

from jixiao.fund.tables import TYPES, codes, head_key, tables


def test_every_table_has_a_key_of_required_columns():
    for table in tables().values():
        assert table.key
        assert all(table.columns[name].required for name in table.key)
        assert {column.type for column in table.columns.values()} <= set(TYPES)


def test_no_wording_of_a_head_means_two_columns():
    for table in tables().values():
        words = [
            head_key(word)
            for column in table.columns.values()
            for word in {*map(head_key, (*column.aliases, column.title, column.name))}
        ]
        assert len(words) == len(set(words)), table.code


def test_codes_have_meanings_and_one_width_a_set():
    for meanings in codes().values():
        assert all(meanings.values())
        assert 1 == len({len(code) for code in meanings})


def test_names_and_numbers_of_persons_are_marked():
    for table in tables().values():
        for name in ("psn_name", "certno"):
            assert name not in table.columns or table.columns[name].personal
