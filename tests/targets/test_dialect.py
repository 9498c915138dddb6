import pytest

from jixiao import chinese
from jixiao.errors import FaultyEntry, UnknownDialect
from jixiao.reading import read_document
from jixiao.targets import dialect_named, dialects, frameworks
from jixiao.targets.dialect import recognise


def test_the_most_marks_win():
    marks = "".join(chinese.key(mark) for mark in dialects()["ningxia_2021"].recognise)

    assert "ningxia_2021" == recognise(marks).code
    assert "base" == recognise("项目名称").code


def test_an_unknown_code_names_the_known_ones():
    with pytest.raises(UnknownDialect, match="guyuan_2022"):
        dialect_named("nowhere_1999")


@pytest.mark.parametrize("code", sorted(dialects()))
def test_a_dialect_names_its_framework_and_title(code: str):
    dialect = dialects()[code]

    assert dialect.framework.code in frameworks()
    assert dialect.title
    assert (code == "base") is (dialect.recognise == ())


def test_each_framework_files_every_aspect_under_one_dimension():
    for framework in frameworks().values():
        assert set(framework.aspect_words.values()) == set(framework.dimension_of)
        assert set(framework.dimension_of.values()) == set(
            framework.dimension_words.values()
        )
        assert [0, 1] == [framework.rank(aspect) for aspect in framework.aspects[:2]]
        assert framework.basis


STARTER = '[dialect]\ncode = "x_1"\ntitle = "甲"\nextends = "base"\nrecognise = []\nframework = "mof_2015"\n'


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("[feilds]\n", "feilds"),
        ('[fields]\ntrem = ["起止"]', "fields.trem"),
        ('[fields]\nterm = "起止"', "列表"),
        ('[funding]\nunit = "块"', "funding.unit"),
        ('[levels]\n"数目指标" = ["数目"]', "数目指标"),
        ("[indicators]\nlabels_slide = 1", "true 或 false"),
        ("[indicators]\nprefix = '('", "prefix|missing"),
    ],
)
def test_a_faulty_form_is_refused_with_the_place(
    tmp_path, monkeypatch, more: str, message: str
):
    (tmp_path / "x_1.toml").write_text(STARTER + more, "utf-8")
    monkeypatch.setenv("JIXIAO_DIALECTS", str(tmp_path))

    with pytest.raises(FaultyEntry, match=message):
        dialects()


def test_a_form_of_ones_own_has_its_own_words(tmp_path, monkeypatch, write):
    dialect = (
        STARTER.replace("recognise = []", 'recognise = ["事项名称", "承诺指标"]')
        + '[fields]\nproject_name = ["事项名称"]\n[levels]\n"产出指标" = ["产出承诺"]\n"数量指标" = ["数量方面"]\n'
        '[indicators]\ndimension = ["承诺类别"]\naspect = ["方面"]\nname = ["承诺指标"]\nvalue = ["承诺值"]\n'
    )
    (tmp_path / "x_1.toml").write_text(dialect, "utf-8")
    monkeypatch.setenv("JIXIAO_DIALECTS", str(tmp_path))
    text = "事项名称 医保宣传\n年度总体目标\n做好。\n承诺类别 方面 承诺指标 承诺值\n产出承诺\n数量方面\n场次 3场\n"

    (table,) = read_document(write(text)).tables

    assert ("x_1", "医保宣传") == (table.dialect, table.project_name)
    assert [("产出指标", "数量指标", "场次")] == [
        (i.dimension, i.aspect, i.name) for i in table.indicators
    ]


@pytest.mark.parametrize("points", ["", "(20分)", "(0-20)分"])
def test_a_form_of_the_ministry_takes_the_levels_that_it_prints(points: str):
    of_ministry, of_bureau = dialects()["mof_self_2020"], dialects()["ningxia_2021"]
    printed = f"成本指标{points}经济成本指标单场成本≤8000元"

    assert "mof_2021" == of_ministry.fitted_to(printed).framework.code
    assert of_bureau.framework == of_bureau.fitted_to(printed).framework
