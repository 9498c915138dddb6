"""`jixiao service opinion` and `clocks`: feeds to a brief, cases and their clocks."""

from datetime import date
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.fund.synthesis.feeds import write_feeds


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    write_feeds(tmp_path, tmp_path, date(2026, 3, 31), 2)
    return tmp_path


def run(words: str) -> int:
    return main(words.split())


def test_feeds_become_a_brief_and_cases(feeds: Path, capsys):
    files = " ".join(str(path) for path in sorted((feeds / "feeds").iterdir()))
    code = run(
        f"service opinion {files} --from 2026-03-25 --to 2026-03-31 --places {feeds}/places.csv "
        f"--ledger {feeds}/cases.db --open 2 --by 甲 --brief {feeds}/brief.docx --csv {feeds}/s.csv"
    )
    printed = capsys.readouterr().out
    late = run(f"service clocks {feeds}/cases.db --csv {feeds}/OPINION_CASE.csv")

    assert 1 == code
    assert "突增 2026-03-26 信息系统 6 条" in printed
    assert "新立 2 案" in printed
    assert b"PK" == (feeds / "brief.docx").read_bytes()[:2]
    assert 0 == late
    assert "没有定级" in capsys.readouterr().out
    assert 3 == len((feeds / "OPINION_CASE.csv").read_text("utf-8-sig").splitlines())


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("--from 2026-04-01 --to 2026-03-31", "晚于"), ("--from 2026-03-01 --to 2026-03-31 --open 1", "--ledger"),
        ("--from 2026-03-25 --to 2026-03-31 --brief b.pdf", ".docx 或 .html"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(feeds: Path, words: str, why: str, capsys):
    assert 2 == run(f"service opinion {feeds}/feeds/items.csv {words}")
    assert why in capsys.readouterr().err
