"""Settlements of their own kind, and prices: bills cleared, patients' month closed, packs linked.

    python benchmarks/special.py            the times, each beside a bare join or scan
    python benchmarks/special.py answers    what was planted in a synthetic county, and what was found

Seconds are of the processor, all cores together, of a store that is open; those by the clock follow.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.payment.away import clear_month
from jixiao.fund.payment.bundles import close_month
from jixiao.fund.prices.linkage import link
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_engine, open_scratch
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from jixiao.fund.synthesis.prices import OURS, PROVINCES

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.fund.payment.terms import terms
from tests.fund.synthesis.special import (
    Comparison,
    bundles,
    clearing,
    desk,
    of_stays,
    prices,
)

BILLS, PATIENTS, SESSIONS, PACKS = 1_000_000, 10_000, 13, 50_000
MOST_SECONDS = 30
Times = tuple[float, float]
_SIDE = """
SELECT lpad(n::VARCHAR, 8, '0') AS bill_no, '{side}' AS side, DATE '2026-03-01' AS clr_month,
    'S' || n AS setl_id, NULL::VARCHAR AS init_setl_id, '9901' || n % 300000 AS psn_no,
    '990101' AS insu_admdvs, '98' || lpad((n % 40)::VARCHAR, 4, '0') AS care_admdvs,
    NULL::VARCHAR AS fixmedins_code, '02' AS hosp_lv, '21' AS med_type,
    TIMESTAMP '2026-03-01 08:00:00' + to_minutes((n % 40000)::INTEGER) AS setl_time,
    (1000 + n % 977)::DECIMAL(16,2) AS medfee_sumamt,
    (600 + n % 977{differs})::DECIMAL(16,2) AS fund_pay_sumamt
FROM range({first}, {last}) r(n)
"""
_JOIN = """
SELECT count(*), sum(o.fund_pay_sumamt - t.fund_pay_sumamt) FROM OUTAREA_BILL o
JOIN OUTAREA_BILL t USING (setl_id) WHERE o.side = '1' AND t.side = '2'
"""
_CONTRACT = """
SELECT 'K' || n AS contract_no, 'H' || n AS fixmedins_code, '1' AS dial_type, '1' AS pay_mode,
    400.00::DECIMAL(16,2) AS rate, 13::DECIMAL(18,4) AS month_cap, NULL::DECIMAL(16,2) AS year_cap,
    'M07801' AS dise_no, DATE '2026-01-01' AS begndate, NULL::DATE AS enddate FROM range(100) r(n)
"""
_ITEM = """
SELECT 'K' || n AS contract_no, 'D' || i AS hilist_code, NULL::VARCHAR AS hilist_name,
    '1' AS included, '1' AS item_use, NULL::DECIMAL(18,4) AS every_months
FROM range(100) r(n), range(3) s(i)
"""
_ROSTER = """
SELECT 'p' || n AS psn_no, 'H' || n % 100 AS fixmedins_code, '1' AS dial_type,
    DATE '2026-01-01' AS begndate, NULL::DATE AS enddate, '1' AS reason FROM range({count}) r(n)
"""
_SESSION = """
SELECT 's' || n || '-' || i AS session_no, 'p' || n AS psn_no, 'H' || n % 100 AS fixmedins_code,
    '1' AS dial_type, DATE '2026-04-01' + (2 * i)::INTEGER AS done_on
FROM range({count}) r(n), range({sessions}) s(i)
"""
_BILL = """
SELECT 'b' || n AS setl_id, 'v' || n AS mdtrt_id, 'p' || n AS psn_no, '390' AS insutype,
    '50' AS psn_type, 'H' || n % 100 AS fixmedins_code, TIMESTAMP '2026-04-29 10:00:00' AS setl_time,
    '14' AS med_type, 'M07801' AS dise_no, 4000.00::DECIMAL(16,2) AS medfee_sumamt,
    3000.00::DECIMAL(16,2) AS fund_pay_sumamt FROM range({count}) r(n)
"""
_LINE = """
SELECT 'f' || n || '-' || i AS bkkp_sn, 'b' || n AS setl_id, 'v' || n AS mdtrt_id, 'p' || n AS psn_no,
    TIMESTAMP '2026-04-15 10:00:00' AS fee_ocur_time, 'D' || i AS hilist_code, 13::DECIMAL(18,4) AS cnt,
    100::DECIMAL(18,6) AS pric, 1300.00::DECIMAL(16,2) AS det_item_fee_sumamt, '01' AS chrgitm_lv
FROM range({count}) r(n), range(3) s(i)
"""

_PACK = """
SELECT p AS province, 'X' || i || p AS listing_code, '药' || i AS generic_name, NULL::VARCHAR AS brand,
    '1' AS kind, (['片剂', '胶囊', '分散片', '颗粒', '注射液', '软胶囊'])[i % 6 + 1] AS form,
    CASE hash(i, p) % 3 WHEN 0 THEN mg || 'mg*' || pieces
        WHEN 1 THEN (mg * 0.001)::DECIMAL(10,3) || 'g×' || pieces || '片/盒'
        ELSE mg || 'mg×' || pieces || '片' END AS spec,
    NULL::VARCHAR AS pack, '企业' || i % 3000 AS maker,
    ((500 + i * 7 % 50000 + hash(i, p) % 500) * 0.01)::DECIMAL(18,6) AS price, '盒' AS price_unit,
    NULL::DECIMAL(18,6) AS bid_price, NULL::VARCHAR AS source, DATE '2025-01-01' AS begins_on,
    NULL::DATE AS ends_on
FROM (SELECT i, 5 + i * 13 % 500 AS mg, 10 + i % 40 AS pieces FROM range({count}) r(i)),
    unnest({provinces}) u(p)
"""
_NAMES = """
SELECT o.generic_name, min(t.price) FROM LISTED_PRICE o JOIN LISTED_PRICE t USING (generic_name, maker, form)
WHERE o.province = '宁夏' AND t.province <> '宁夏' GROUP BY ALL
"""
_SCAN = """
SELECT psn_no, count(*), sum(det_item_fee_sumamt) FROM DIAL_SESSION JOIN FEE_LIST_D USING (psn_no)
GROUP BY ALL
"""


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Give what some work takes of the processor, and by the clock."""
    begun = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - begun[0], time.perf_counter() - begun[1]


@contextmanager
def _scratch() -> Iterator[Embedded]:
    with TemporaryDirectory() as folder, open_scratch(Path(folder)) as engine:
        yield engine


def clear_many(engine: Embedded, count: int) -> None:
    """Clear a month of so many bills a side, one in a thousand of another amount, and print."""
    ours = _SIDE.format(side="1", differs="", first=0, last=count)
    differs = " + (n % 1000 = 0)::INTEGER"
    theirs = _SIDE.format(side="2", differs=differs, first=count // 500, last=count + 50)  # fmt: skip
    engine.make("OUTAREA_BILL", f"{ours} UNION ALL {theirs}")
    seconds = _seconds(lambda: clear_month(engine, date(2026, 3, 1)))
    bare = _seconds(lambda: engine.rows(_JOIN))
    cleared = clear_month(engine, date(2026, 3, 1))
    states = "，".join(f"{each.word} {each.lines:,}" for each in cleared.states)
    _print(f"{count:,} bills a side cleared", seconds, bare, "a bare join")
    print(f"  {states}")


def close_many(engine: Embedded, count: int) -> None:
    """Close a month of so many patients with their sessions and lines, and print."""
    for code, sql in (
        ("DIAL_CONTRACT", _CONTRACT), ("DIAL_ITEM", _ITEM), ("DIAL_ROSTER", _ROSTER),
        ("DIAL_SESSION", _SESSION), ("SETL_D", _BILL), ("FEE_LIST_D", _LINE),
    ):  # fmt: skip
        engine.make(code, sql.format(count=count, sessions=SESSIONS))
    seconds = _seconds(lambda: close_month(engine, date(2026, 4, 1), terms()))
    bare = _seconds(lambda: engine.rows(_SCAN))
    closed = close_month(engine, date(2026, 4, 1), terms())
    right = closed.due == count * SESSIONS * 40_000
    _print(f"{count:,} patients' month closed", seconds, bare, "a bare join")
    print(f"  due of all centres {'to the fen' if right else 'NOT to the fen'}")


def link_many(engine: Embedded, count: int) -> None:
    """Link so many packs, each listed in thirty-one provinces under three ways of writing, and print."""
    engine.make("LISTED_PRICE", _PACK.format(count=count, provinces=list(PROVINCES)))
    seconds = _seconds(lambda: link(engine, date(2026, 3, 31), OURS, terms()))
    bare = _seconds(lambda: engine.rows(_NAMES))
    linked = link(engine, date(2026, 3, 31), OURS, terms())
    _print(
        f"{count:,} packs × {len(PROVINCES)} provinces linked",
        seconds,
        bare,
        "a bare join",
    )
    print(f"  products by state {dict(linked.by_state)}, unread {linked.unread}")


def _print(what: str, seconds: Times, bare: Times, beside: str) -> None:
    mark = "within" if seconds[0] <= MOST_SECONDS else "ABOVE"
    print(
        f"{what}: {seconds[0]:.1f} s ({mark} {MOST_SECONDS} s; by the clock {seconds[1]:.1f} s)"
    )
    print(f"  {seconds[0] / bare[0]:.0f} times {beside} ({bare[0]:.2f} s)")


def print_answers() -> None:
    """Draw a county with planted disputes, leaks, open stays and overpriced packs, and print what was found."""
    with TemporaryDirectory() as named:
        folder = Path(named)
        policies = [load_policies()["sample_2024"]]
        bureau = Bureau(shapes()["county"], 6000, range(2026, 2027), 7, policies)
        synthesise(bureau, folder, special=5, prices=5)
        for path in sorted((folder / "extracts").iterdir()):
            load(path, folder / "store")
        with open_engine(folder / "store") as engine:
            outcomes: Mapping[str, Comparison] = {
                **clearing(engine, folder),
                **desk(engine, folder, 2026, terms()),
                **bundles(engine, folder, 2026, terms()),
                **of_stays(engine, folder, terms()),
                **prices(engine, folder, date(2026, 3, 31), terms()),
            }
    for kind, each in outcomes.items():
        marked = each.right + each.beside
        recall = f"{each.right / each.planted:.0%}" if each.planted else "—"
        precision = f"{each.right / marked:.0%}" if marked else "—"
        rates = f"planted {each.planted}　recall {recall}　precision {precision}"
        print(f"{kind}　{rates}　twins marked {each.twins}")


def main() -> None:
    """Measure and print."""
    if sys.argv[1:] == ["answers"]:
        print_answers()
        return
    with _scratch() as engine:
        clear_many(engine, BILLS)
    with _scratch() as engine:
        close_many(engine, PATIENTS)
    with _scratch() as engine:
        link_many(engine, PACKS)


if __name__ == "__main__":
    main()
