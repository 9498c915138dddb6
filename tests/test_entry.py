"""What an entry's signature and page declare, and what is refused."""

import sys
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

from jixiao.checks import library as checks
from jixiao.entry import Limit, read_limits, read_parameters
from jixiao.errors import FaultyEntry
from jixiao.fund.audit import library as rules
from jixiao.fund.grouping.quality import library as list_checks
from jixiao.fund.outlook import library as signals
from jixiao.measures import library as measures

SOURCES = ("stays", "institutions")
SCOPES = ("scheme",)
LIBRARIES = (checks(), measures(), rules(), signals(), list_checks())
PAGE = """\
# AD01 分解住院

出院后很快又住院。

```toml
[limits]
within_days = { value = 10, says = "几天内提示", basis = "示例" }
share       = { value = 0.5, says = "占多少提示", basis = "示例", confirmed = false }
```

## 一个例子

finds nothing
"""
Looks = Callable[[str, str], Callable[..., object]]


@pytest.fixture
def looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Looks:
    """Write a module with one function of the given parameters, and its page."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(parameters: str, page: str) -> Callable[..., object]:
        (tmp_path / "entry_of_test.py").write_text(
            f"def look({parameters}):\n    return 1\n"
        )
        (tmp_path / "entry_of_test.md").write_text(page, "utf-8")
        monkeypatch.delitem(sys.modules, "entry_of_test", raising=False)
        look: Callable[..., object] = import_module("entry_of_test").look
        return look

    return make


def test_a_signature_says_what_is_looked_at_and_the_page_gives_the_limits(looks: Looks):
    look = looks("stays, institutions=None, *, scheme='', within_days, share", PAGE)

    parameters = read_parameters(look, "AD01", sources=SOURCES, scopes=SCOPES)

    assert {"stays": True, "institutions": False} == parameters.sources
    assert {"scheme": False} == parameters.scopes
    assert {
        "within_days": Limit(10, "几天内提示", "示例"),
        "share": Limit(Decimal("0.5"), "占多少提示", "示例", confirmed=False),
    } == parameters.limits


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        (
            "claims, *, within_days, share",
            "claims 不是已知的项；这里可写 stays、institutions",
        ),
        (
            "stays, *, within_days, share, most",
            "most 不是已知的项；这里可写 within_days、share、scheme",
        ),
        ("stays, *, within_days", "share 不是已知的项；这里可写 within_days"),
        (
            "stays, *, within_days=10, share",
            "within_days 的值应写在 entry_of_test.md 里",
        ),
    ],
)
def test_a_parameter_that_is_not_known_is_refused_with_those_that_are(
    looks: Looks, parameters: str, says: str
):
    with pytest.raises(FaultyEntry, match=f"AD01.*{says}"):
        read_parameters(looks(parameters, PAGE), "AD01", sources=SOURCES, scopes=SCOPES)


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        ("[limit]", "limit 不是已知的项；这里可写 limits"),
        ("[limits]\nd = 10", "限 d 应写明"),
        ('[limits]\nd = { value = 1, says = "x" }', "basis 缺少或不对"),
        ('[limits]\nd = { value = true, says = "x", basis = "y" }', "value 缺少或不对"),
        (
            '[limits]\nd = { value = 1, says = "x", basis = "y", since = 2015 }',
            "since 不是已知的项；这里可写 value、says、basis、confirmed",
        ),
        ("[limits\n", "page.md 第 1 行"),
    ],
)
def test_a_limit_that_is_not_as_it_should_be_is_refused(
    tmp_path: Path, limits: str, says: str
):
    page = tmp_path / "page.md"
    page.write_text(f"# AD01 x\n\n```toml\n{limits}\n```\n\n## 例\n", "utf-8")

    with pytest.raises(FaultyEntry, match=says):
        read_limits(page)


def test_toml_in_an_example_is_no_limit(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text(f"# AD01 x\n\n## 例\n\n{PAGE}", "utf-8")

    assert {} == read_limits(page)
    assert {} == read_limits(tmp_path / "none.md")


def test_a_page_gives_no_limit_that_its_entry_does_not_ask_for():
    entries = [entry for library in LIBRARIES for entry in library.values()]

    assert [] == [e.code for e in entries if read_limits(e.page) != e.limits]


def test_no_two_libraries_share_a_code():
    codes = [code for library in LIBRARIES for code in library]

    assert len(codes) == len(set(codes))


def test_people_read_the_page_without_the_block_of_limits():
    prose = checks()["VA01"].prose

    assert "[limits]" not in prose
    assert prose.startswith("# VA01")
    assert "。\n\n## 覆盖率" in prose


def test_an_installation_sets_a_limit_by_code_and_name():
    entry = checks()["VA11"]

    assert {"lowest": 70, "highest": 100} == entry.limit_values(
        {"VA11": {"lowest": 70}}
    )
    assert {"lowest": 80, "highest": 100} == entry.limit_values()
