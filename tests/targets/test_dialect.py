import pytest

from jixiao import chinese
from jixiao.errors import UnknownDialect
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
        assert set(framework.dimension_of.values()) == set(framework.dimension_words.values())
        assert [0, 1] == [framework.rank(aspect) for aspect in framework.aspects[:2]]
        assert framework.basis
