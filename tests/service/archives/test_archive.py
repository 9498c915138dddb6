"""Papers are numbered, boxed, lent, and destroyed only by enough hands after their term."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.archives.archive import open_archive
from jixiao.service.archives.kept_papers import archived_register
from jixiao.service.archives.papers import NewPaper
from jixiao.service.archives.register import faults
from jixiao.service.archives.retention import schedules_of

NOW = datetime(2026, 3, 31, 9)
TODAY = NOW.date()
SCHEDULES = schedules_of()
PAPER = NewPaper(
    "一月报表", "月度统计报表", 2010, 12, "统计科", date(2010, 2, 1), "", b"1", ".txt"
)


def filed(archive, *papers: NewPaper) -> list[str | None]:
    return [archive.file(each, SCHEDULES, by="甲", at=NOW) for each in papers]


def test_numbers_go_on_within_year_class_and_term(tmp_path):
    with open_archive(tmp_path) as archive:
        archive.name_fonds("Q001", by="甲", at=NOW)
        other = replace(PAPER, kind="分析报告", title="分析")
        numbers = filed(archive, PAPER, replace(PAPER, title="二月报表"), other)

        assert [
            "Q001-tj2010-D-0001",
            "Q001-tj2010-D-0002",
            "Q001-tj2010-Z-0001",
        ] == numbers
        assert (b"1", ".txt") == archive.content(str(numbers[0]))


def test_what_was_filed_of_a_source_is_not_filed_again_unless_it_says_something_else(
    tmp_path,
):
    made = replace(PAPER, source="brief/2010-01")
    with open_archive(tmp_path) as archive:
        first, again, changed = filed(archive, made, made, replace(made, content=b"2"))

    assert ("tj2010-D-0001", None, "tj2010-D-0002") == (first, again, changed)


def test_a_kind_that_nobody_names_is_refused_and_a_bureau_may_name_it(tmp_path):
    menu = replace(PAPER, kind="食堂菜单")
    with (
        open_archive(tmp_path) as archive,
        pytest.raises(JixiaoError, match="期限表里没有"),
    ):
        filed(archive, menu)
    (tmp_path / "retention.toml").write_text(
        '[[schedule]]\ntitle = "本局"\nsince = 2000-01-01\nkinds = {"食堂菜单" = {class = "gl", term = "D"}}\n',
        "utf-8",
    )
    with open_archive(tmp_path) as archive:
        schedules = schedules_of(tmp_path)
        assert "gl2010-D-0001" == archive.file(menu, schedules, by="甲", at=NOW)


def test_a_box_holds_what_fits_of_one_year_class_and_term(tmp_path):
    papers = [replace(PAPER, title=f"{n}", pages=100) for n in range(3)]
    with open_archive(tmp_path) as archive:
        filed(archive, *papers, replace(PAPER, kind="分析报告", pages=400))
        put = archive.box(200, by="甲", at=NOW)
        filed(archive, replace(PAPER, title="后来", pages=101))
        later = archive.box(200, by="甲", at=NOW)
        register = archived_register(archive, "次年")

    assert ["1", "1", "2", "3"] == [box for _, box in put]
    assert [("tj2010-D-0004", "4")] == [*later]
    assert [] == [*faults(register, SCHEDULES, date(2015, 1, 1), 2)]


def test_loans_go_out_once_and_come_back(tmp_path):
    with open_archive(tmp_path) as archive:
        (number,) = filed(archive, PAPER)
        loan = archive.lend(number, "乙", "核对", date(2026, 4, 1), by="甲", day=TODAY)

        with pytest.raises(JixiaoError, match="已经借出"):
            archive.lend(number, "丙", "看", date(2026, 4, 1), by="甲", day=TODAY)
        (lent,) = archive.loans()
        assert (False, True) == (
            lent.is_overdue(date(2026, 4, 1)),
            lent.is_overdue(date(2026, 4, 2)),
        )
        archive.give_back(loan, by="甲", day=TODAY)
        with pytest.raises(JixiaoError, match="没有还在外面的"):
            archive.give_back(loan, by="甲", day=TODAY)


def test_destruction_takes_two_others_and_a_witness(tmp_path):
    with open_archive(tmp_path) as archive:
        (number,) = filed(archive, PAPER)
        batch = archive.propose([number], "到期", "次年", by="甲", at=NOW)
        with pytest.raises(JixiaoError, match="要另一个人批准"):
            archive.approve(batch, by="甲", at=NOW)
        archive.approve(batch, by="乙", at=NOW)
        with pytest.raises(JixiaoError, match="要另一个人批准"):
            archive.approve(batch, by="乙", at=NOW)
        with pytest.raises(JixiaoError, match="应至少 2 人"):
            archive.destroy(batch, "丁", 2, by="甲", day=TODAY)
        archive.approve(batch, by="丙", at=NOW)
        with pytest.raises(JixiaoError, match="监销"):
            archive.destroy(batch, "甲", 2, by="甲", day=TODAY)
        archive.destroy(batch, "丁", 2, by="甲", day=TODAY)

        with pytest.raises(JixiaoError, match="已经销毁"):
            archive.content(number)
        with pytest.raises(JixiaoError, match="不能借"):
            archive.lend(number, "乙", "看", date(2026, 4, 1), by="甲", day=TODAY)
        assert [] == [*faults(archived_register(archive, "次年"), SCHEDULES, TODAY, 2)]
        assert [] == archive.changed_files()


@pytest.mark.parametrize(
    ("year", "kind", "why"),
    [
        (2015, "月度统计报表", None),
        (2016, "月度统计报表", "才到期"),
        (2010, "年度统计报表", "永久"),
    ],
)
def test_only_what_is_over_may_be_proposed(tmp_path, year, kind, why):
    paper = replace(PAPER, year=year, kind=kind)
    with open_archive(tmp_path) as archive:
        (number,) = filed(archive, paper)
        if why is None:
            assert 1 == archive.propose([number], "到期", "次年", by="甲", at=NOW)
        else:
            with pytest.raises(JixiaoError, match=why):
                archive.propose([number], "到期", "次年", by="甲", at=NOW)


def test_a_file_that_was_changed_is_found(tmp_path):
    with open_archive(tmp_path) as archive:
        (number,) = filed(archive, PAPER)
        (path,) = (tmp_path / "archive_files").iterdir()
        path.write_bytes(b"2")

        assert [number] == archive.changed_files()
        with pytest.raises(JixiaoError, match="已被换过"):
            archive.content(number)
