"""The way of a trace code: causes, both bills, and what is suggested to be recovered."""

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.fund.audit.code_chain import Link, code_chain, recoverable
from jixiao.fund.records.stated import StatedRecords, make_stated, state
from jixiao.fund.store.opening import open_scratch
from jixiao.fund.supervision.penalties import penalties


def chain(
    tmp_path: Path, *scans: tuple[str, str, str, str], amount: str = "99.00"
) -> list[Link]:
    """Give the chain of scans: number, place, time, packs; each is billed in a line of its number."""
    rows = [
        {
            "scan_id": n, "trace_code": "c", "fixmedins_code": place, "sold_at": at, "packs": packs,
            "bkkp_sn": f"b{n}", "setl_id": f"s{n}",
        }
        for n, place, at, packs in scans
    ]  # fmt: skip
    lines = [{"bkkp_sn": f"b{n}", "det_item_fee_sumamt": amount} for n, *_ in scans]
    with open_scratch(tmp_path) as engine:
        for name, stated in (("trace_scans", rows), ("audited_lines", lines)):
            make_stated(engine, name)
            state(engine, name, stated)
        return code_chain(StatedRecords(engine), "c")


def test_one_code_twice_recovers_99_and_a_fine_of_198_is_allowed(tmp_path: Path):
    links = chain(
        tmp_path, ("1", "H1", "2024-11-12T10:00", "1"), ("2", "H2", "2025-01-19T10:00", "1")
    )  # fmt: skip

    assert 9900 == recoverable(links)
    penalties()["article_38"].check(9900, 19800)
    assert ["", "别的机构已经售出：可能是回流药"] == [link.cause for link in links]
    assert [("s1", "b1"), ("s2", "b2")] == [
        (link.settlement, link.line) for link in links
    ]


@pytest.mark.parametrize(
    ("at", "cause"),
    [("2025-01-01T10:10", "可能是重复扫码"), ("2025-01-01T10:11", "可能是串换或空刷")],
)
def test_the_same_counter_within_minutes_is_a_slip(tmp_path: Path, at: str, cause: str):
    links = chain(tmp_path, ("1", "H1", "2025-01-01T10:00", "1"), ("2", "H1", at, "1"))

    assert cause in links[1].cause


def test_what_came_back_or_was_parted_is_no_second_sale(tmp_path: Path):
    back = chain(
        tmp_path, ("1", "H1", "2025-01-01T10:00", "1"), ("2", "H1", "2025-01-02T10:00", "-1"),
        ("3", "H1", "2025-01-03T10:00", "1"),
    )  # fmt: skip
    parted = chain(
        tmp_path / "parted", ("1", "H1", "2025-01-01T10:00", "0.5"), ("2", "H1", "2025-01-02T10:00", "0.5")
    )  # fmt: skip

    assert 0 == recoverable(back) == recoverable(parted)
    assert Decimal(1) == parted[-1].reached


def test_eight_sales_of_one_code_recover_seven(tmp_path: Path):
    scans = [(str(n), "H1", f"2025-01-0{n}T10:00", "1") for n in range(1, 9)]

    assert 7 * 9900 == recoverable(chain(tmp_path, *scans))
