"""Drawn numbers printed as the tables that bureaus export: SQL, run by the engine."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from jixiao.fund.benefits import split_lines
from jixiao.fund.store.certificates import with_check_digit
from jixiao.fund.synthesis.care import CHRONIC, STAY
from jixiao.fund.synthesis.people import Columns
from jixiao.fund.synthesis.places import ABROAD, HOME, Places, item_names
from jixiao.fund.synthesis.plants import Plant
from jixiao.fund.synthesis.shape import AssistanceIdentity, Diagnosis

_DATE = "DATE '1970-01-01' + CAST({} AS INTEGER)"
_MOMENT = "TIMESTAMP '1970-01-01' + to_days(CAST({} AS INTEGER)) + to_minutes({})"
PERSON = "'9901' || lpad({}::VARCHAR, 8, '0')"
"""A psn_no: the division that is none, and a number."""
_SURNAMES = "甲乙丙丁戊己庚辛壬癸"


def arrow(columns: Columns) -> pa.Table:
    """Return columns as an Arrow table."""
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def place_table(institutions: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return code, name, level and division of the institutions, by number."""
    names = ("fixmedins_code", "fixmedins_name", "hosp_lv", "fix_blng_admdvs")
    columns = {name: [row[name] for row in institutions] for name in names}
    return pa.table({"place": pa.array(range(len(institutions)), pa.int64())} | columns)


def item_table(places: Places) -> pa.Table:
    """Return the catalogue by number of item."""
    codes, names = item_names(places.items)
    drawn = {name: pa.array(values) for name, values in places.items.items()}
    printed = {
        "item": np.arange(len(codes)),
        "hilist_code": codes,
        "hilist_name": names,
    }
    return pa.table(drawn | printed)


def diagnosis_table(entries: tuple[Diagnosis, ...]) -> pa.Table:
    """Return code and name by number of diagnosis."""
    return pa.table(
        {
            "diagnosis": np.arange(len(entries)),
            "diag_code": [entry.code for entry in entries],
            "diag_name": [entry.name for entry in entries],
        }
    )


def identity_table(identities: tuple[AssistanceIdentity, ...]) -> pa.Table:
    """Return code and subsidy by number of identity, from 1 on."""
    return pa.table(
        {
            "identity": np.arange(1, len(identities) + 1),
            "psn_idet_type": [entry.code for entry in identities],
            "subsidy": pa.array(
                [round(entry.subsidy * 100) for entry in identities], pa.int64()
            ),
        }
    )


def _certificate() -> str:
    """The SQL of an identity number of a division that is none, with its check digit."""
    born = "strftime(" + _DATE.format("birth") + ", '%Y%m%d')"
    serial = (
        "lpad((number % 500 * 2 + CASE WHEN female THEN 0 ELSE 1 END)::VARCHAR, 3, '0')"
    )
    base = f"('{HOME}' || {born} || {serial})"
    return f"(SELECT {with_check_digit('base')} FROM (SELECT {base} AS base))"


def _name() -> str:
    """The SQL of a name that nobody bears."""
    return f"substr('{_SURNAMES}', (1 + number % 10)::INTEGER, 1) || '示例' || number"


PEOPLE = f"""
SELECT *, {PERSON.format("number")} AS psn_no, {_name()} AS psn_name, {_certificate()} AS certno,
    CASE WHEN female THEN '2' ELSE '1' END AS gend, {_DATE.format("birth")} AS brdy
FROM drawn_people
"""
"""Persons as they are printed in every table."""

ENROLMENTS = f"""
SELECT psn_no, psn_name, certno, gend, brdy, insutype, psn_type,
    {_DATE.format("begndate")} AS begndate, {_DATE.format("enddate")} AS enddate,
    '{HOME}' AS insu_admdvs, '户' || household AS household_no,
    paid::DECIMAL(16,2) AS clct_paymt,
    CASE WHEN insutype = '390' THEN {_DATE.format("begndate")} - (number % 110)::INTEGER END AS paid_on,
    CASE WHEN subsidy > 0 THEN subsidy::DECIMAL(16,2) END AS subsidy,
    CASE WHEN subsidy > 0 THEN '示例县医疗保障局' END AS subsidised_by
FROM enrolled JOIN people USING (number) ORDER BY psn_no
"""

IDENTITIES = f"""
SELECT psn_no, certno, psn_idet_type, {_DATE.format("identity_from")} AS begntime,
    CASE WHEN died < 2000000 THEN {_DATE.format("least(died, 100000)")} END AS endtime,
    NULL::VARCHAR AS memo
FROM people JOIN identities USING (identity) ORDER BY psn_no
"""

FILINGS = f"""
SELECT psn_no, certno, kind::VARCHAR AS kind, {_DATE.format("begins")} AS begndate,
    {_DATE.format("ends")} AS enddate
FROM drawn_filings JOIN people USING (number) ORDER BY psn_no, begndate
"""


def visits(manual: float) -> str:
    """Print visits with all that their tables print; a share of stays is reimbursed by hand, later."""
    return f"""
WITH drawn AS (SELECT *, kind = {STAY} AND hash(id) % 10000 < {round(manual * 10_000)} AS manual FROM drawn_visits)
SELECT v.*, 'M' || v.id AS mdtrt_id, CASE WHEN NOT v.open THEN 'S' || v.id END AS setl_id,
    {_MOMENT.format("v.begin", "v.minute")} AS begntime,
    CASE WHEN NOT v.open THEN {_MOMENT.format("v.begin + v.days", "v.leaves")} END AS endtime,
    {_DATE.format("v.begin")} AS begndate, {_DATE.format("v.begin + v.days")} AS enddate,
    CASE WHEN kind = {STAY} AND emergency THEN '24' WHEN kind = {STAY} AND delivery THEN '52'
        WHEN kind = {STAY} THEN '21' WHEN kind = {CHRONIC} THEN '14'
        WHEN emergency THEN '13' ELSE '11' END AS med_type,
    CASE WHEN manual THEN '1' WHEN fix_blng_admdvs = '{ABROAD}' THEN '4'
        WHEN fix_blng_admdvs <> '{HOME}' THEN '3' ELSE '2' END AS pay_loc,
    CASE WHEN insutype = '310' AND number % 12 = 0 THEN '1' ELSE '0' END AS cvlserv_flag,
    CASE WHEN plant = {Plant.TRANSFER} THEN 'M' || (v.id - 1) END AS refl_old_mdtrt_id,
    psn_no, psn_name, certno, gend, brdy, insutype, v.psn_type,
    fixmedins_code, fixmedins_name, hosp_lv, fix_blng_admdvs, diag_code, diag_name
FROM drawn v JOIN people USING (number) JOIN places USING (place)
    JOIN diagnoses USING (diagnosis) ORDER BY v.id
"""


MDTRT = """
SELECT mdtrt_id, psn_no, psn_name, certno, gend, brdy, insutype, psn_type, fixmedins_code,
    fixmedins_name, hosp_lv, begntime, endtime, med_type, cvlserv_flag, refl_old_mdtrt_id, pay_loc,
    CASE WHEN kind = 2 THEN '第' || (diagnosis % 9 + 1) || '病区' END AS adm_dept_name,
    diag_code AS dscg_maindiag_code, diag_name AS dscg_maindiag_name,
    CASE WHEN way > 0 AND NOT open THEN way::VARCHAR END AS dscg_way,
    CASE WHEN way = 5 AND NOT open THEN enddate END AS die_date,
    CASE WHEN kind = 2 THEN greatest(days, 1) END AS ipt_days, '1' AS vali_flag
FROM visits
"""

DIAGNOSES = """
SELECT setl_id || '-' || nth AS setl_list_diag_id, setl_id, mdtrt_id, psn_no, '1' AS diag_type,
    CASE WHEN nth = 0 THEN '1' ELSE '0' END AS maindiag_flag, d.diag_code, d.diag_name,
    CASE WHEN nth = 0 THEN '1' ELSE '2' END AS adm_cond_type
FROM drawn_diagnoses l JOIN visits USING (visit) JOIN diagnoses d ON d.diagnosis = l.also
WHERE NOT open ORDER BY visit, nth
"""

OPERATIONS = """
SELECT setl_id || '-' || nth AS setl_list_oprn_id, setl_id, mdtrt_id, psn_no,
    CASE WHEN nth = 1 THEN '1' ELSE '0' END AS main_oprn_flag,
    lpad((diagnosis % 90 + 5)::VARCHAR, 2, '0') || '.' || lpad((nth * 7 + diagnosis % 80)::VARCHAR, 2, '0')
        AS oprn_oprt_code,
    '示例手术' || (diagnosis % 90 + 5) || '-' || nth AS oprn_oprt_name,
    begntime + to_days(least(days, 1)::INTEGER) AS oprn_oprt_date,
    'D' || fixmedins_code || (diagnosis % 7) AS oper_dr_code
FROM drawn_operations JOIN visits USING (visit) WHERE NOT open ORDER BY visit, nth
"""


_PRICED_COLUMNS = {
    "line": "int64",
    "visit": "int64",
    "item": "int64",
    "minute": "int64",
    "plant": "int64",
    "refunds": "int64",
    "ceiling": "int64",
    "charged": "string",
    "list_type": "string",
    "hilist_code": "string",
    "hilist_name": "string",
    "det_item_fee_sumamt": "int64",
    "pric": "int64",
    "cnt": "int64",
    "pric_uplmt_amt": "int64",
    "chrgitm_lv": "string",
    "selfpay_prop": "int64",
    "lmt_used_flag": "string",
}


def _priced(repriced_on: int) -> str:
    """The statement that adds to drawn lines their price, and their limit of the day."""
    return f"""
CREATE OR REPLACE TEMP TABLE priced AS
SELECT l.*, count * price AS det_item_fee_sumamt, price AS pric, count AS cnt,
    CASE WHEN l.plant <> {Plant.OVER_PRICE} THEN ceiling END AS pric_uplmt_amt, grade AS chrgitm_lv,
    share AS selfpay_prop, CASE WHEN restricted THEN '1' ELSE '0' END AS lmt_used_flag
FROM (
    SELECT *, CASE WHEN begin + minute // 1440 < {repriced_on} THEN "limit" ELSE limit_later END AS ceiling
    FROM drawn_lines JOIN items USING (item)
        JOIN (SELECT visit, begin FROM drawn_visits) USING (visit)
) l
"""


def price_lines(repriced_on: int) -> list[str]:
    """The statements that make `lines`: drawn lines with their price, limit and split."""
    priced = ibis.table(_PRICED_COLUMNS, name="priced")
    split = ibis.to_sql(split_lines(priced), dialect="duckdb")
    return [
        _priced(repriced_on),
        f"CREATE OR REPLACE TEMP TABLE lines AS {split}",
        "DROP TABLE priced",
    ]


def yuan(name: str) -> str:
    """Print a column of fen as yuan, exact to the fen."""
    return f"({name}::DECIMAL(18,0) * 0.01)::DECIMAL(16,2) AS {name}"


def fee_lines(first_line: int) -> str:
    """Print `lines`; from the number of the first, `first_line`, follows which a refund takes back."""
    return f"""
SELECT 'F' || line AS bkkp_sn, setl_id, mdtrt_id, psn_no, fixmedins_code,
    v.begntime - to_minutes(v.minute) + to_minutes(l.minute) AS fee_ocur_time, med_type,
    hilist_code, hilist_name, list_type, charged AS med_chrgitm_type,
    cnt::DECIMAL(18,4) AS cnt, (pric::DECIMAL(18,0) * 0.01)::DECIMAL(18,6) AS pric,
    {yuan("det_item_fee_sumamt")}, (ceiling::DECIMAL(18,0) * 0.01)::DECIMAL(18,6) AS pric_uplmt_amt,
    (selfpay_prop::DECIMAL(9,0) * 0.0001)::DECIMAL(7,4) AS selfpay_prop, {yuan("fulamt_ownpay_amt")},
    {yuan("overlmt_selfpay")}, {yuan("preselfpay_amt")}, {yuan("inscp_amt")}, chrgitm_lv,
    lmt_used_flag, 'D' || fixmedins_code || (v.diagnosis % 7) AS bilg_dr_code,
    CASE WHEN l.refunds >= 0 THEN 'F' || (l.refunds + {first_line}) END AS init_feedetl_sn,
    '1' AS vali_flag
FROM lines l JOIN visits v USING (visit)
"""


_QUALIFIED = """
    CASE diag_code WHEN 'I10' THEN 'M03900' WHEN 'N18.5' THEN 'M07800' ELSE 'M' || substr(diag_code, 2, 2) || '000' END
"""
"""A dise_no for the disease that a person is qualified for; invented, as those of the samples are."""

SETTLEMENTS = f"""
SELECT setl_id, mdtrt_id, NULL::VARCHAR AS init_setl_id, psn_no, psn_name, certno, insutype, psn_type,
    '{HOME}' AS insu_admdvs, fixmedins_code, fixmedins_name, hosp_lv, fix_blng_admdvs, begndate,
    enddate,
    CASE WHEN manual THEN least(endtime + to_days(25), make_timestamp(year(endtime), 12, 31, 22, minute(endtime), 0))
        ELSE endtime END AS setl_time,
    CASE WHEN manual THEN '票据报销' END AS manl_reim_rea, med_type,
    CASE WHEN kind = 2 THEN '21' ELSE '11' END AS clr_type,
    pay_loc, CASE WHEN kind = {CHRONIC} THEN {_QUALIFIED} END AS dise_no,
    CASE WHEN kind = {CHRONIC} THEN diag_name END AS dise_name,
    {yuan("medfee_sumamt")}, {yuan("fulamt_ownpay_amt")}, {yuan("overlmt_selfpay")},
    {yuan("preselfpay_amt")}, {yuan("inscp_amt")}, '0' AS refd_setl_flag, '0' AS mid_setl_flag,
    '1' AS vali_flag, cancelled
FROM visits JOIN (
    SELECT visit, sum(det_item_fee_sumamt)::BIGINT AS medfee_sumamt,
        sum(fulamt_ownpay_amt)::BIGINT AS fulamt_ownpay_amt,
        sum(overlmt_selfpay)::BIGINT AS overlmt_selfpay,
        sum(preselfpay_amt)::BIGINT AS preselfpay_amt, sum(inscp_amt)::BIGINT AS inscp_amt
    FROM lines GROUP BY visit
) USING (visit) WHERE NOT open
"""


def answers(of_visits: Iterable[Plant]) -> str:
    """Print what was planted into lines, and what of `of_visits` was planted into visits."""
    plants = ", ".join(str(int(plant)) for plant in of_visits)
    return f"""
SELECT l.plant, v.mdtrt_id, v.setl_id, v.psn_no, 'F' || l.line AS bkkp_sn
FROM lines l JOIN visits v USING (visit) WHERE l.plant > 0
UNION ALL
SELECT plant, mdtrt_id, setl_id, psn_no, NULL FROM visits WHERE plant IN ({plants})
"""
