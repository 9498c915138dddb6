"""How well the audit finds what was planted, how long a year takes, and how long one order takes.

python benchmarks/audit.py rates [PAGE.md]  # recall and precision of each rule, into a page
python benchmarks/audit.py year 10000000    # all rules over about so many fee lines, beside a bare scan
python benchmarks/audit.py order            # one order at the desk
"""

import resource
import statistics
import sys
import tempfile
import time
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.fund.audit import Grade, library
from jixiao.fund.audit.kept import AUDIT_FINDINGS
from jixiao.fund.audit.order_desk import Order, open_desk
from jixiao.fund.audit.runner import audit
from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from jixiao.period import Period

if TYPE_CHECKING:
    from tests.fund.synthesis.answers import Rate

sys.path.insert(0, str(Path(__file__).parents[1]))
_ANSWERS = import_module("tests.fund.synthesis.answers")
answered = _ANSWERS.answered
answered_of_bundles = _ANSWERS.answered_of_bundles

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
INSURED, TIMES, DIALYSIS_INSURED = 10_000, 20, 300
LEAST_RECALL, LEAST_PRECISION = 0.95, 0.90
"""What a rule that claims a verdict promises."""
_BEGIN, _END = "<!-- audit rates -->", "<!-- end of audit rates -->"
_HEAD = (
    "| 规则 | 把握 | 埋下 | 找回 | 标出 | 准确 | 像而不是的，误标 |",
    "|---|---|---|---|---|---|---|",
)
LINES_EACH = 39
"""How many fee lines an insured person has in a synthetic year, about."""
ORDERS, LINES_OF_AN_ORDER = 300, 8
_SCAN = (
    "SELECT count(DISTINCT psn_no), count(DISTINCT hilist_code), max(fee_ocur_time), sum(cnt), "
    "sum(pric), sum(det_item_fee_sumamt), sum(inscp_amt) FROM FEE_LIST_D"
)


def draw(folder: Path, insured: int, times: int, special: int = 0) -> Path:
    """Write a synthetic county with faults, load it, and return its store."""
    policies = [load_policies()["sample_2024"]]
    bureau = Bureau(shapes()["county"], insured, range(2026, 2027), 5, policies)
    synthesise(bureau, folder, faults=times, special=special)
    for path in sorted((folder / "extracts").iterdir()):
        load(path, folder / "store")
    return folder / "store"


def rates(folder: Path, page: Path | None) -> int:
    """Print recall and precision of each rule, and what twins it marked; into a page where one is named.

    Ends with 1 where a rule that claims a verdict does not keep what it promises, or marks a twin.
    """
    answers = {**_of_faults(folder / "faults"), **_of_dialysis(folder / "dialysis")}
    table = "\n".join([*_HEAD, *(_row(code, answers.get(code)) for code in library())])
    print(table)
    if page is not None:
        before, _, rest = page.read_text("utf-8").partition(_BEGIN)
        page.write_text(
            f"{before}{_BEGIN}\n{table}\n{_END}{rest.partition(_END)[2]}", "utf-8"
        )
    verdicts = {code for code, rule in library().items() if rule.claim is Grade.CERTAIN}
    broken = [
        code for code in sorted(verdicts & answers.keys()) if not _keeps(answers[code])
    ]
    print(
        f"\n{len(library())} rules, {len(verdicts)} claim a verdict, broken: {broken or 'none'}"
    )
    return int(bool(broken))


def _of_faults(folder: Path) -> dict[str, "Rate"]:
    with open_engine(draw(folder, INSURED, TIMES)) as engine:
        audit(engine, YEAR)
        marks = engine.fetch(AUDIT_FINDINGS.read(engine)).to_pylist()
    rates: dict[str, Rate] = answered(folder / "answers", marks)
    return rates


def _of_dialysis(folder: Path) -> dict[str, "Rate"]:
    """Hold the rules of dialysis against what is planted beside bundles, in a county of their own."""
    codes = [code for code, rule in library().items() if rule.family == "dialysis"]
    with open_engine(draw(folder, DIALYSIS_INSURED, 0, TIMES)) as engine:
        audit(engine, YEAR, codes=codes)
        marks = engine.fetch(AUDIT_FINDINGS.read(engine)).to_pylist()
    rates: dict[str, Rate] = answered_of_bundles(folder / "answers", marks)
    return rates


def _keeps(rate: "Rate") -> bool:
    is_precise = rate.recall >= LEAST_RECALL and rate.precision >= LEAST_PRECISION
    return is_precise and not rate.decoys_marked


def _row(code: str, rate: "Rate | None") -> str:
    rule = library()[code]
    begun = f"| {code} {rule.title} | {rule.claim.word} |"
    if rate is None or not rate.planted:
        return f"{begun} 0 | — | {rate.marks if rate else 0} | — | — |"
    return (
        f"{begun} {rate.planted} | {rate.recall:.0%} | {rate.marks} | {rate.precision:.0%}"
        f" | {rate.decoys_marked} / {rate.decoys} |"
    )


def year(folder: Path, lines: int) -> None:
    """Print how long all rules over a year take, against a bare scan of the lines."""
    store = draw(folder, lines // LINES_EACH, 2)
    with open_engine(store) as engine:
        assert isinstance(engine, Embedded)  # noqa: S101 — a folder on this machine
        ((counted,),) = engine.tuples("SELECT count(*) FROM FEE_LIST_D")  # fmt: skip
        begun, cpu = time.perf_counter(), time.process_time()
        engine.tuples(_SCAN)
        scanned, scan_cpu = time.perf_counter() - begun, time.process_time() - cpu
        begun, cpu = time.perf_counter(), time.process_time()
        outcome = audit(engine, YEAR)
        taken, taken_cpu = time.perf_counter() - begun, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    asked = len(library()) - len(outcome.unasked)
    print(
        f"{counted:,} lines, {asked} rules: {taken:.1f} s ({taken_cpu:.1f} s of processors)"
    )
    print(f"  a bare scan {scanned:.2f} s ({scan_cpu:.2f} s), {peak:.1f} GB at most")


def order() -> None:
    """Print how long one order takes at the desk: the middle and the 99th of a hundred."""
    point = {"kind": "药品区分性别", "allowed": "2", "begndate": "2025-01-01"}
    points = [
        {**point, "kp_id": f"k{n}", "hilist_code": f"X{n:05}"} for n in range(3_000)
    ]
    lines = [
        {
            "bkkp_sn": f"b{n}", "setl_id": "s1", "mdtrt_id": "v1", "psn_no": "p1",
            "fixmedins_code": "H1", "fee_ocur_time": "2026-03-01 10:00",
            "hilist_code": f"X{n:05}", "cnt": 1, "pric": 10, "det_item_fee_sumamt": "10.00",
            "inscp_amt": "10.00", "med_type": "11", "gend": "1", "list_type": "101",
        }
        for n in range(LINES_OF_AN_ORDER)
    ]  # fmt: skip
    with open_desk(points, date(2026, 3, 1)) as desk:
        asked = Order(lines)
        desk.get_ready()
        marks = desk.ask(asked)
        times, cpu = [], time.process_time()
        for _ in range(ORDERS):
            begun = time.perf_counter()
            desk.ask(asked)
            times.append((time.perf_counter() - begun) * 1000)
        cpu = (time.process_time() - cpu) / ORDERS * 1000
    p99 = statistics.quantiles(times, n=100)[98]
    print(
        f"{len(marks)} marks; {statistics.median(times):.1f} ms, p99 {p99:.1f} ms,"
        f" {cpu:.1f} ms of a processor an order (wanted: 20 ms)"
    )


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else "rates"
    with tempfile.TemporaryDirectory() as scratch:
        if what == "order":
            order()
        elif what == "year":
            year(Path(scratch), int(sys.argv[2]))
        else:
            into = Path(sys.argv[2]) if len(sys.argv) > 2 else None  # noqa: PLR2004
            sys.exit(rates(Path(scratch), into))
