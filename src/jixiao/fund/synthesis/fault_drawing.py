"""A story of a fault drawn as rows: its persons, places, visits and bills, and the rows to be found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import numpy as np

from jixiao.fund.records import INPATIENT
from jixiao.fund.synthesis.fault_stories import (
    DAILY,
    INSTITUTION,
    LINE,
    SETTLEMENT,
    Fault,
    Row,
    Story,
    lines_of_story,
    lines_of_visit,
)
from jixiao.fund.synthesis.places import HOME

FAULTY = "S9"
"""How the numbers of settlements begin that faults and their twins are planted in."""
LISTED_SINCE = date(2025, 1, 1)
_FIRST_PERSON = 90_000_000
_LATEST = 300
_USUAL_LEVEL = "05"


@dataclass
class Plot:
    """What faults are drawn into: rows by table, the codes they used, and the answers."""

    year: int
    institutions: Sequence[Row]
    rng: np.random.Generator
    rows: dict[str, list[Row]] = field(default_factory=dict)
    answers: list[tuple[str, str, str, str]] = field(default_factory=list)
    _count: int = 0

    def add(self, table: str, row: Row) -> None:
        """Add a row of a table."""
        self.rows.setdefault(table, []).append(row)

    def number(self) -> int:
        """Return the next number of a person, a visit or a line."""
        self._count += 1
        return self._count

    def drawn(self, said: Any) -> int:
        """Return a number, drawn evenly where two bounds are said."""
        if isinstance(said, list):
            return int(self.rng.integers(said[0], said[1] + 1))
        return int(said)


def code_of(rule: str, letter: str) -> str:
    """Return the code that a letter stands for, or the code itself where one is written after `=`."""
    return letter[1:] if letter.startswith("=") else f"ZZ{rule}{letter}"


def to_number(said: Any) -> Decimal | None:
    """Return a number with the four decimals of exported quantities; none where none is said."""
    return None if said is None else Decimal(said).quantize(Decimal("0.0001"))


class Drawing:
    """One telling of a story: its persons, places, visits and lines."""

    def __init__(
        self, plot: Plot, fault: Fault, nth: int, story: Story, planted: str
    ) -> None:
        self._plot = plot
        self._fault = fault
        self._nth = nth
        self._story = story
        self._planted = planted
        self._serial = plot.number()
        self._codes = f"{fault.rule}{self._serial:06}"
        last_day = _LATEST - self._length()
        self._first = (
            date.fromisoformat(story["on"])
            if "on" in story
            else (
                date(plot.year, 1, 5)
                + timedelta(days=int(plot.rng.integers(0, max(last_day, 1))))
            )
        )
        levels = story.get("level", _USUAL_LEVEL)
        alike = [row for row in plot.institutions if row["hosp_lv"] == levels]
        self._places = [alike[n % len(alike)] for n in range(2)] if alike else []
        others = [
            r
            for r in plot.institutions
            if r["fixmedins_type"] == "1" and r not in self._places
        ]
        self._places = [*self._places[:1], *others]
        if story.get("own"):
            self._places = [self._own_place(n) for n in range(2)]

    def draw(self) -> None:
        """Draw the persons of the story with their visits."""
        persons = self._story.get("persons", 1)
        for nth in range(persons):
            is_last = nth == persons - 1
            story = {**self._story, **(self._story.get("last", {}) if is_last else {})}
            self._person(story, nth, is_last=is_last)
        if self._fault.about == INSTITUTION:
            self._answer(self._places[0]["fixmedins_code"])

    def _length(self) -> int:
        return 60 if "visits" in self._story else 40

    def _own_place(self, nth: int) -> Row:
        row = {
            "fixmedins_code": f"H{HOME}{self._codes[2:]}{nth}",
            "fixmedins_name": f"示例机构{self._codes}{nth}",
            "fixmedins_type": "1",
            "hosp_lv": self._story.get("level", _USUAL_LEVEL),
            "fix_blng_admdvs": HOME,
            "begndate": date(self._plot.year - 1, 1, 1),
            "bed_cnt": self._story.get("beds", 500),
        }
        self._plot.add("FIXMEDINS_B", row)
        return row

    def _person(self, story: Story, nth: int, *, is_last: bool) -> None:
        first = self._first + timedelta(days=nth * self._story.get("apart", 0))
        number = _FIRST_PERSON + self._plot.number()
        person = {
            "psn_no": f"9901{number}",
            "psn_name": f"示例{number}",
            "gend": str(self._story.get("sex", 1 + number % 2)),
            "brdy": self._birth(first),
            "insutype": self._story.get("insutype", "390"),
            "psn_type": "50",
        }
        households = self._story.get("household")
        self._plot.add(
            "PSN_INSU_D",
            {
                **person,
                "begndate": date(self._plot.year, 1, 1),
                "insu_admdvs": HOME,
                "household_no": f"户{self._codes}" if households else f"户{number}",
            },
        )
        visits = [*self._visits(story)]
        before = datetime.combine(first, time(9))
        for at, visit in enumerate(visits):
            before = self._visit(
                person, visit, first, before, self._is_found(visits, at, is_last)
            )

    def _birth(self, on: date) -> date:
        if "born" in self._story:
            return on - timedelta(days=self._plot.drawn(self._story["born"]))
        years = self._plot.drawn(self._story.get("age", [20, 60]))
        return on - timedelta(days=years * 365 + years // 4 + 2)

    def _visits(self, story: Story) -> Iterator[Story]:
        for said in story.get("visits", ({},)):
            visit = {**story, **said}
            for nth in range(visit.get("times", 1)):
                day = self._plot.drawn(visit.get("day", 0)) if said else 0
                yield {**visit, "day": day + nth * visit.get("every", 0), "nth": nth}

    def _is_found(self, visits: Sequence[Story], at: int, is_last: bool) -> bool:
        """Whether a visit is to be found: the last one, of the last person or of all."""
        of_person = is_last or self._story.get("found_all", False)
        return of_person and at == len(visits) - 1

    def _visit(
        self, person: Row, visit: Story, first: date, before: datetime, is_found: bool
    ) -> datetime:
        number = self._plot.number()
        begun = datetime.combine(first + timedelta(days=visit["day"]), time(9))
        if "minutes" in visit and visit["nth"] + visit.get("place", 0):
            begun = before + timedelta(minutes=self._plot.drawn(visit["minutes"]))
        elif "minutes" in visit and visit is not None and before.date() == begun.date():
            begun = max(
                begun, before + timedelta(minutes=self._plot.drawn(visit["minutes"]))
            )
        place = self._places[visit.get("place", 0)]
        nights = self._plot.drawn(visit.get("nights", 0))
        kind = visit.get("type", "11")
        is_stay = kind in INPATIENT
        ended = begun + (timedelta(days=nights, hours=2) if is_stay else timedelta(0))
        ids = {
            "mdtrt_id": f"M9{number:09}",
            "setl_id": f"{FAULTY}{number:09}",
            "psn_no": person["psn_no"],
        }
        lines = [*self._lines(visit, ids, place, begun)]
        if is_stay and not visit.get("bare"):
            daily = product(range(nights), DAILY)
            lines += [
                self._line(visit, {**line, "day": n}, ids, place, begun, ())
                for n, line in daily
            ]
        diagnoses = [code.format(n=self._nth % 10) for code in visit.get("diag", ())]
        self._plot.add(
            "MDTRT_D",
            self._registered(person, visit, ids, place, begun, ended, diagnoses),
        )
        self._plot.add(
            "SETL_D", self._settled(person, visit, ids, place, begun, ended, lines)
        )
        self._list(visit, ids, diagnoses, ended)
        if is_found and self._fault.about == SETTLEMENT:
            self._answer(ids["setl_id"])
        return ended

    def _registered(
        self,
        person: Row,
        visit: Story,
        ids: Row,
        place: Row,
        begun: datetime,
        ended: datetime,
        diagnoses: Sequence[str],
    ) -> Row:
        way = visit.get("way", 1)
        is_stay = ended.date() > begun.date()
        return {
            **person,
            **_of_place(place),
            "mdtrt_id": ids["mdtrt_id"],
            "begntime": begun,
            "endtime": ended,
            "med_type": visit.get("type", "11"),
            "cvlserv_flag": "0",
            "pay_loc": "2",
            "dscg_maindiag_code": diagnoses[0] if diagnoses else None,
            "dscg_way": str(way) if is_stay else None,
            "die_date": ended.date() if is_stay and way == 5 else None,  # noqa: PLR2004 — the code of a death
            "ipt_days": max((ended.date() - begun.date()).days, 1) if is_stay else None,
            "vali_flag": "1",
        }

    def _settled(
        self,
        person: Row,
        visit: Story,
        ids: Row,
        place: Row,
        begun: datetime,
        ended: datetime,
        lines: Sequence[Row],
    ) -> Row:
        kind = visit.get("type", "11")
        sums = {
            name: sum((line[name] for line in lines), Decimal(0)) for name in _SUMMED
        }
        return {
            **{
                name: person[name]
                for name in ("psn_no", "psn_name", "insutype", "psn_type")
            },
            **_of_place(place),
            "fix_blng_admdvs": place["fix_blng_admdvs"],
            "insu_admdvs": HOME,
            "setl_id": ids["setl_id"],
            "mdtrt_id": ids["mdtrt_id"],
            "begndate": begun.date(),
            "enddate": ended.date(),
            "setl_time": ended,
            "med_type": kind,
            "clr_type": "21" if kind in INPATIENT else "11",
            "pay_loc": "2",
            "medfee_sumamt": sums["det_item_fee_sumamt"],
            **{name: sums[name] for name in _SUMMED[1:]},
            "refd_setl_flag": "0",
            "mid_setl_flag": "0",
            "vali_flag": "1",
            "cancelled": False,
        }

    def _list(
        self, visit: Story, ids: Row, diagnoses: Sequence[str], ended: datetime
    ) -> None:
        kinds = visit.get("diag_types", ())
        for nth, code in enumerate(diagnoses):
            self._plot.add(
                "SETL_LIST_DIAG_D",
                {
                    **ids,
                    "setl_list_diag_id": f"{ids['setl_id']}-{nth}",
                    "diag_type": kinds[nth] if nth < len(kinds) else "1",
                    "maindiag_flag": "1" if nth < visit.get("principals", 1) else "0",
                    "diag_code": code,
                },
            )
        for nth, code in enumerate(visit.get("ops", ())):
            self._plot.add(
                "SETL_LIST_OPRN_D",
                {
                    **ids,
                    "setl_list_oprn_id": f"{ids['setl_id']}-o{nth}",
                    "main_oprn_flag": "1" if nth == 0 else "0",
                    "oprn_oprt_code": code,
                    "oprn_oprt_date": ended,
                },
            )

    def _lines(
        self, visit: Story, ids: Row, place: Row, begun: datetime
    ) -> Iterator[Row]:
        written: list[Row] = []
        said = [*lines_of_visit(visit, self._serial)]
        for nth, line in enumerate(said):
            is_last = nth == len(said) - 1
            row = self._line(visit, line, ids, place, begun, written[-1:])
            written.append(row)
            named = any("found" in each for each in lines_of_story(self._story))
            is_found = line.get("found", False) or (is_last and not named)
            if is_found and self._fault.about == LINE and row["cnt"] > 0:
                self._answer(row["bkkp_sn"])
        if self._planted == "decoy" and self._fault.about == LINE:
            for row in written:
                self._answer(row["bkkp_sn"])
        yield from written

    def _line(
        self,
        visit: Story,
        line: Story,
        ids: Row,
        place: Row,
        begun: datetime,
        before: Sequence[Row],
    ) -> Row:
        number = f"F9{self._plot.number():010}"
        if line.get("back"):
            (charged,) = before
            row = charged | {name: -charged[name] for name in ("cnt", *_SUMMED)}
            row |= {"bkkp_sn": number, "init_feedetl_sn": charged["bkkp_sn"]}
        else:
            row = self._charge(visit, line, number, ids, place, begun)
        self._plot.add("FEE_LIST_D", row)
        if "scan" in line:
            self._scan(line, row)
        return row

    def _charge(
        self,
        visit: Story,
        line: Story,
        number: str,
        ids: Row,
        place: Row,
        begun: datetime,
    ) -> Row:
        draw = self._plot.drawn
        cnt, price = draw(line.get("cnt", [1, 3])), draw(line.get("price", [5, 60]))
        amount = Decimal(line.get("amount", cnt * price)).quantize(_CENT)
        grade, over = line.get("lv", "01"), Decimal(line.get("over", 0)).quantize(_CENT)
        scope = amount - over if line.get("in_scope", 1) else Decimal("0.00")
        at = datetime.combine(
            begun.date() + timedelta(days=draw(line.get("day", 0))),
            time(line.get("at", 10), line.get("minute", 0)),
        )
        code = code_of(self._fault.rule, line.get("code", "a"))
        list_type = line.get("list", "101")
        if line.get("code") != "x":
            self._plot.add("HILIST_B", _listed(code, list_type, grade))
        days = line.get("days")
        return {
            **ids,
            "bkkp_sn": number,
            "fixmedins_code": place["fixmedins_code"],
            "fee_ocur_time": at,
            "med_type": visit.get("type", "11"),
            "hilist_code": code,
            "hilist_name": f"示例{code}",
            "list_type": list_type,
            "med_chrgitm_type": line.get("kind", "09"),
            "cnt": to_number(cnt),
            "pric": Decimal(price).quantize(Decimal("0.000001")),
            "det_item_fee_sumamt": amount,
            "pric_uplmt_amt": None
            if "limit" not in line
            else Decimal(line["limit"]).quantize(Decimal("0.000001")),
            "fulamt_ownpay_amt": amount - over - scope,
            "overlmt_selfpay": over,
            "preselfpay_amt": Decimal("0.00"),
            "inscp_amt": scope,
            "chrgitm_lv": grade,
            "lmt_used_flag": "0",
            "bilg_dept_name": line.get("dept"),
            "prd_days": None if days is None else to_number(draw(days)),
            "vali_flag": "1",
        }

    def _scan(self, line: Story, row: Row) -> None:
        scanned = line.get("scanned")
        self._plot.add(
            "TRACE_SCAN",
            {
                "scan_id": f"T9{self._plot.number():010}",
                "trace_code": f"8{self._codes[2:]:0>19}",
                "fixmedins_code": row["fixmedins_code"],
                "sold_at": row["fee_ocur_time"],
                "hilist_code": code_of(self._fault.rule, scanned)
                if scanned
                else row["hilist_code"],
                "setl_id": row["setl_id"],
                "bkkp_sn": row["bkkp_sn"],
                "pack_fraction": _share(line.get("part")),
                "refund_flag": "1" if line.get("back") else "0",
            },
        )

    def _answer(self, key: str) -> None:
        rules = [self._fault.rule]
        if self._planted == "truth":
            rules += self._fault.also
        for rule in rules:
            answer = (rule, self._planted, self._fault.about, key)
            if answer not in self._plot.answers[-200:]:
                self._plot.answers.append(answer)


_CENT = Decimal("0.01")
_SUMMED = (
    "det_item_fee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt",
    "inscp_amt",
)  # fmt: skip


def _share(part: Any) -> Decimal | None:
    return None if part is None else Decimal(str(part)).quantize(Decimal("0.0001"))


def _of_place(place: Row) -> Row:
    return {
        name: place[name] for name in ("fixmedins_code", "fixmedins_name", "hosp_lv")
    }


def _listed(code: str, list_type: str, grade: str) -> Row:
    return {
        "hilist_code": code,
        "hilist_name": f"示例{code}",
        "list_type": list_type,
        "chrgitm_lv": grade,
        "begndate": LISTED_SINCE,
    }
