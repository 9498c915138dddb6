"""An SQL for each measure, written from the words of its page and not from its code.

Each asks the platform's tables of 2026 themselves, and returns `above` and `below` (amounts in fen,
times in seconds), or `day` where the measure gives a day. A witness may be of a measure narrowed to
a scope.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tests.measures.drawn_records import PROJECT


class Witness(NamedTuple):
    """A query, and what the measure is narrowed to where it is asked the same."""

    sql: str
    scope: Mapping[str, str]


_FUNDS = (
    "hifp_pay",
    "cvlserv_pay",
    "hifes_pay",
    "hifmi_pay",
    "hifob_pay",
    "hifdm_pay",
    "maf_pay",
    "othfund_pay",
)
_SUM = " + ".join(f"coalesce({name}, 0)" for name in _FUNDS)
_NETTED = (
    "medfee_sumamt",
    "scope",
    "fund",
    "psn_pay",
    "hifp_pay",
    "hifmi_pay",
    "hifob_pay",
    "maf_pay",
)
_NET = ", ".join(f"s.{name} + coalesce(r.{name}, 0) AS net_{name}" for name in _NETTED)
_TAKEN = ", ".join(f"sum({name}) AS {name}" for name in _NETTED)
_YEAR = "BETWEEN DATE '2026-01-01' AND DATE '2026-12-31'"
_STAY = "('21', '22', '23', '24', '52')"
_VISIT = "('11', '12', '13', '14', '51')"
_BASIC = "('310', '390')"
_POOR = "('7131', '7019', '7202', '7204', '7201')"
_FIRST_POOR = "('7131', '7019', '7202')"

SETTLED = f"""
WITH told AS (
    SELECT * REPLACE (
        coalesce(hifp_pay, 0) AS hifp_pay, coalesce(hifmi_pay, 0) AS hifmi_pay,
        coalesce(hifob_pay, 0) AS hifob_pay, coalesce(maf_pay, 0) AS maf_pay
    ),
    coalesce(fund_pay_sumamt, {_SUM}) AS fund,
    coalesce(inscp_amt, medfee_sumamt - fulamt_ownpay_amt - overlmt_selfpay - preselfpay_amt) AS scope,
    coalesce(refd_setl_flag, '0') = '1' AS is_refund
    FROM SETL_D WHERE coalesce(vali_flag, '1') <> '0'
),
taken AS (
    SELECT init_setl_id AS whole, {_TAKEN} FROM told
    WHERE is_refund AND init_setl_id IS NOT NULL GROUP BY init_setl_id
),
stood AS (
    SELECT s.*, {_NET} FROM told s LEFT JOIN taken r ON s.setl_id = r.whole
    WHERE NOT s.is_refund AND s.medfee_sumamt + coalesce(r.medfee_sumamt, 0) <> 0
    AND NOT EXISTS (
        FROM told u WHERE u.is_refund AND u.init_setl_id IS NULL AND u.psn_no = s.psn_no
        AND u.mdtrt_id = s.mdtrt_id AND u.medfee_sumamt = -s.medfee_sumamt AND u.fund = -s.fund
    )
    AND NOT EXISTS (
        FROM told c WHERE NOT c.is_refund AND c.init_setl_id = s.setl_id AND c.setl_time > s.setl_time
    )
),
settled AS (
    SELECT stood.* REPLACE (coalesce(stood.fix_blng_admdvs, f.fix_blng_admdvs) AS fix_blng_admdvs),
    coalesce(mid_setl_flag, '0') = '1' AS is_midway,
    CASE WHEN pay_loc = '1' OR coalesce(manl_reim_rea, '') <> '' THEN 0
         WHEN pay_loc IN ('2', '3', '4', '5') THEN 1 END AS direct,
    coalesce(
        nullif(nullif(stood.psn_idet_type, ''), '0'),
        (SELECT min(i.psn_idet_type) FROM PSN_IDET_C i WHERE i.psn_no = stood.psn_no
         AND i.begntime <= CAST(setl_time AS DATE)
         AND coalesce(i.endtime, DATE '9999-01-01') >= CAST(setl_time AS DATE))
    ) AS identity
    FROM stood LEFT JOIN FIXMEDINS_B f ON stood.fixmedins_code = f.fixmedins_code
    WHERE CAST(setl_time AS DATE) {_YEAR}
)
"""
"""The settlements of the year that stand, net of refunds, with the identity on their day."""

ENROLLED = """
WITH enrolled AS (
    SELECT * FROM PSN_INSU_D
    WHERE begndate <= DATE '2026-12-31' AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'
)
"""
SUBSIDISED = """
WITH subsidised AS (
    SELECT * FROM PSN_INSU_D
    WHERE subsidy > 0 AND begndate <= DATE '2026-12-31'
    AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-01-01'
    AND coalesce(paid_on, begndate) >= DATE '2026-01-01' - 183
), holders AS (
    SELECT DISTINCT psn_no FROM PSN_IDET_C
    WHERE psn_idet_type IN ('7131', '7019', '7202', '7204', '7201')
    AND begntime <= DATE '2026-01-01' AND coalesce(endtime, DATE '9999-01-01') >= DATE '2026-01-01'
)
"""


def _settled(above: str, below: str, where: str) -> str:
    return f"{SETTLED} SELECT sum({above}) AS above, sum({below}) AS below FROM settled WHERE {where}"


def _fen(amount: str) -> str:
    return f"CAST(({amount}) * 100 AS BIGINT)"


def _stays(above: str, below: str, more: str = "TRUE") -> str:
    return _settled(
        above, below, f"med_type IN {_STAY} AND insutype IN {_BASIC} AND {more}"
    )


_ONCE = (
    f"DISTINCT CASE WHEN med_type IN {_STAY} THEN psn_no || mdtrt_id ELSE setl_id END"
)
_AWAY = """(
    pay_loc IN ('3', '4') OR (
        coalesce(insu_admdvs, '') <> '' AND coalesce(fix_blng_admdvs, '') <> ''
        AND insu_admdvs[1:4] <> fix_blng_admdvs[1:4]
    )
)"""
_ASSISTED = f"maf_pay IS NOT NULL AND net_maf_pay > 0 AND (med_type IN {_STAY} OR med_type IN {_VISIT})"
_MAJOR = "net_hifmi_pay + net_hifob_pay"
_BURDEN = "greatest(net_scope - net_fund + net_maf_pay, net_maf_pay)"
_TWO = f"""med_type IN {_VISIT} AND insutype = '390' AND net_hifp_pay > 0
    AND (dise_name LIKE '%高血压%' OR dise_name LIKE '%糖尿病%')"""


def _count(what: str, where: str) -> str:
    return f"{SETTLED} SELECT count({what}) AS above, 0 AS below FROM settled WHERE {where}"


def _areas(where: str) -> str:
    return f"""{SETTLED}, areas AS (
        SELECT DISTINCT insu_admdvs[1:4] AS area FROM PSN_INSU_D WHERE insu_admdvs IS NOT NULL
        AND begndate <= DATE '2026-12-31' AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'
    ) SELECT count(*) FILTER (area IN (SELECT insu_admdvs[1:4] FROM settled WHERE {where})) AS above,
    count(*) AS below FROM areas"""


_OF_SETTLEMENTS = {
    "BE01": _stays(_fen("net_hifp_pay"), _fen("net_scope"), "net_scope IS NOT NULL"),
    "BE02": _stays(_fen("net_fund"), _fen("net_scope"), "net_scope IS NOT NULL"),
    "BE03": _stays(_fen("net_fund"), _fen("net_medfee_sumamt")),
    "BE04": _settled(
        _fen("net_hifp_pay"),
        _fen("net_scope"),
        f"med_type IN {_VISIT} AND insutype IN {_BASIC} AND net_scope IS NOT NULL",
    ),
    "BE05": _stays(_fen("net_medfee_sumamt"), "CASE WHEN is_midway THEN 0 ELSE 1 END"),
    "BE06": _stays("1", "1", "NOT is_midway"),
    "BE07": _settled("1", "1", f"med_type IN {_VISIT} AND insutype IN {_BASIC}"),
    "BE08": _count(_ONCE, f"{_MAJOR} > 0"),
    "BE09": _settled(
        _fen(_MAJOR),
        _fen(f"greatest(net_scope - net_hifp_pay, {_MAJOR})"),
        f"{_MAJOR} > 0 AND net_scope IS NOT NULL",
    ),
    "BE11": _stays(
        _fen(f"net_hifp_pay + {_MAJOR} + net_maf_pay"),
        _fen("net_scope"),
        "net_scope IS NOT NULL",
    ),
    "BE12": _stays(
        "greatest(enddate - begndate, 1)",
        "CASE WHEN is_midway THEN 0 ELSE 1 END",
        "enddate >= begndate",
    ),
    "BE13": _stays(
        "CAST(insu_admdvs = fix_blng_admdvs AS INT)",
        "1",
        "NOT is_midway AND insu_admdvs IS NOT NULL AND fix_blng_admdvs IS NOT NULL",
    ),
    "BE14": _count("DISTINCT psn_no", f"{_MAJOR} > 0"),
    "BE15": _settled(_fen(_MAJOR), "1", f"{_MAJOR} > 0"),
    "BE16": f"""{SETTLED} SELECT
        (SELECT count(*) FROM settled WHERE med_type IN {_STAY} AND insutype IN {_BASIC} AND NOT is_midway) AS above,
        count(DISTINCT psn_no) AS below FROM PSN_INSU_D WHERE insutype IN {_BASIC}
        AND begndate <= DATE '2026-12-31' AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'""",
    "BE17": _count("DISTINCT psn_no", _TWO),
    "BE18": _count("*", _TWO),
    "BE21": f"""{SETTLED} SELECT
        (SELECT {_fen("sum(net_medfee_sumamt)")} FROM settled WHERE insutype IN {_BASIC}) AS above,
        count(DISTINCT psn_no) AS below FROM PSN_INSU_D WHERE insutype IN {_BASIC}
        AND begndate <= DATE '2026-12-31' AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'""",
    "BE22": f"""{SETTLED} SELECT sum({_fen(_MAJOR)}) AS above, count(DISTINCT psn_no) AS below
        FROM settled WHERE {_MAJOR} > 0""",
    "BE24": _count("DISTINCT psn_no", f"med_type IN {_VISIT} AND net_fund > 0"),
    "BE25": f"""{SETTLED} SELECT sum({_fen("net_fund")}) AS above, count(DISTINCT psn_no) AS below
        FROM settled WHERE med_type IN {_VISIT} AND net_fund > 0""",
    "BE26": _settled(
        _fen("net_psn_pay"),
        _fen("net_medfee_sumamt"),
        "med_type IN ('51', '52', '53') AND net_psn_pay IS NOT NULL",
    ),
    "SE13": _count(_ONCE, f"{_AWAY} AND direct = 1"),
    "BE19": _count(_ONCE, "med_type IN ('51', '52', '53') AND net_fund > 0"),
    "BE20": _settled(
        _fen("net_fund"), "1", "med_type IN ('51', '52', '53') AND net_fund > 0"
    ),
    "AS01": _count(_ONCE, _ASSISTED),
    "AS02": _count("DISTINCT psn_no", _ASSISTED),
    "AS03": _settled(
        _fen("net_maf_pay"),
        _fen(_BURDEN),
        f"med_type IN {_STAY} AND identity IN {_FIRST_POOR} AND net_scope IS NOT NULL",
    ),
    "AS04": _settled(
        _fen("net_maf_pay"),
        _fen(_BURDEN),
        f"med_type IN {_VISIT} AND identity IN {_FIRST_POOR} AND net_scope IS NOT NULL",
    ),
    "AS05": _settled(_fen("net_maf_pay"), "1", _ASSISTED),
    "AS06": _settled(
        _fen("net_psn_pay"),
        _fen("net_medfee_sumamt"),
        f"med_type IN {_STAY} AND identity IN {_POOR} AND net_psn_pay IS NOT NULL",
    ),
    "SE01": _settled(
        "direct", "1", f"{_MAJOR} + net_maf_pay > 0 AND direct IS NOT NULL"
    ),
    "SE02": _settled("direct", "1", f"{_AWAY} AND direct IS NOT NULL"),
    "SE12": _settled(
        "CASE WHEN EXISTS (SELECT 1 FROM FILING g WHERE g.psn_no = settled.psn_no "
        "AND g.begndate <= coalesce(settled.begndate, CAST(setl_time AS DATE)) "
        "AND coalesce(g.enddate, DATE '9999-01-01') "
        ">= coalesce(settled.begndate, CAST(setl_time AS DATE))) THEN 1 ELSE 0 END",
        "1",
        _AWAY,
    ),
    "SE03": _areas(f"{_AWAY} AND direct = 1"),
    "SE04": _settled(
        "CASE WHEN direct = 1 AND CAST(setl_time AS DATE) <= enddate THEN 1 ELSE 0 END",
        "1",
        "med_type IN ('11', '13', '14') AND direct IS NOT NULL AND enddate IS NOT NULL",
    ),
    "SE07": _areas(f"{_MAJOR} + net_maf_pay > 0 AND direct = 1"),
}

_OF_PERSONS = {
    "EN01": f"{ENROLLED} SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM enrolled WHERE insutype IN {_BASIC}",
    "EN02": f"""{ENROLLED}, counted AS (
            SELECT * FROM POPULATION WHERE counted_on <= DATE '2026-12-31' AND insutype IN {_BASIC}
            QUALIFY counted_on = max(counted_on) OVER (PARTITION BY insu_admdvs, insutype)
        ) SELECT
        (SELECT count(DISTINCT psn_no || '/' || insutype) FROM enrolled
         WHERE insutype IN (SELECT insutype FROM counted)) AS above,
        sum(due) AS below FROM counted WHERE insutype IN (SELECT insutype FROM enrolled)""",
    "EN03": f"""{SUBSIDISED} SELECT count(*) FILTER (psn_no IN (SELECT psn_no FROM subsidised)) AS above,
        count(*) AS below FROM holders""",
    "EN04": f"{SUBSIDISED} SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM subsidised",
    "EN05": f"""SELECT count(*) FILTER (
            done_on >= applied_on AND done_on <= coalesce(due_date, applied_on) AND coalesce(corrected, '0') <> '1'
        ) AS above, count(*) AS below FROM ENROL_CHANGE WHERE applied_on {_YEAR}
        AND NOT (done_on IS NULL AND coalesce(due_date, DATE '2000-01-01') > DATE '2026-12-31')""",
    "EN06": f"{ENROLLED} SELECT max(paid_on) AS day FROM enrolled WHERE insutype = '390'",
    "EN08": f"{SUBSIDISED} SELECT count(*) AS above, 0 AS below FROM holders",
    "EN09": f"""{SUBSIDISED} SELECT count(*) FILTER (psn_no IN (
            SELECT psn_no FROM PSN_INSU_D WHERE insutype IN {_BASIC} AND begndate <= DATE '2026-12-31'
            AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'
        )) AS above, count(*) AS below FROM holders""",
    "EN10": f"{SUBSIDISED} SELECT {_fen('sum(subsidy)')} AS above, 0 AS below FROM subsidised",
    "EN20": f"""{SUBSIDISED} SELECT {_fen("sum(subsidy)")} AS above, count(DISTINCT psn_no) AS below
        FROM subsidised""",
    "EN11": f"""{ENROLLED} SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM enrolled
        WHERE insutype IN {_BASIC} AND brdy {_YEAR}""",
    "EN12": f"""{ENROLLED} SELECT count(*) AS above, 0 AS below FROM (
            SELECT psn_no FROM enrolled WHERE insutype IN {_BASIC} GROUP BY psn_no HAVING count(*) > 1
        )""",
    "EN13": f"""{ENROLLED} SELECT count(*) FILTER (spans > 1) AS above, count(*) AS below FROM (
            SELECT psn_no, count(*) AS spans FROM enrolled WHERE insutype IN {_BASIC} GROUP BY psn_no
        )""",
    "EN14": f"""{ENROLLED} SELECT
        (SELECT count(DISTINCT psn_no) FROM enrolled WHERE insutype IN {_BASIC}) - count(DISTINCT psn_no) AS above,
        count(DISTINCT psn_no) AS below FROM PSN_INSU_D WHERE insutype IN {_BASIC}
        AND begndate <= DATE '2025-12-31' AND coalesce(enddate, DATE '9999-01-01') >= DATE '2025-12-31'""",
    "EN15": f"""{ENROLLED}, heads AS (
            SELECT psn_no, min(insu_admdvs) AS area FROM enrolled WHERE insutype IN {_BASIC} GROUP BY psn_no
        ), newest AS (
            SELECT * FROM ECERT_COUNT WHERE counted_on <= DATE '2026-12-31'
            QUALIFY counted_on = max(counted_on) OVER (PARTITION BY insu_admdvs)
        ) SELECT
        (SELECT sum(activated) FROM newest WHERE insu_admdvs IN (SELECT area FROM heads)) AS above,
        count(*) AS below FROM heads WHERE area IN (SELECT insu_admdvs FROM newest)""",
    "EN16": """SELECT sum(activated) AS above, 0 AS below FROM (
            SELECT * FROM ECERT_COUNT WHERE counted_on <= DATE '2026-12-31'
            QUALIFY counted_on = max(counted_on) OVER (PARTITION BY insu_admdvs)
        )""",
    "EN19": f"""{SUBSIDISED} SELECT count(*) FILTER (psn_no IN (
            SELECT psn_no FROM PSN_INSU_D WHERE insutype IN {_BASIC} AND begndate <= DATE '2026-12-31'
            AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'
        )) AS above, 0 AS below FROM holders""",
    "EN17": f"""{ENROLLED} SELECT {_fen("sum(coalesce(clct_paymt, 0) + coalesce(subsidy, 0))")} AS above,
        count(*) AS below FROM enrolled WHERE insutype = '390' AND (clct_paymt IS NOT NULL OR subsidy IS NOT NULL)""",
}


def _months(above: str, below: str = "0") -> str:
    return f"""SELECT {_fen(f"sum({above})")} AS above, {_fen(f"sum({below})")} AS below
        FROM FUND_MONTH_D WHERE month {_YEAR} AND insutype IN {_BASIC}"""


def _growth(column: str) -> str:
    before = "month BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'"
    return f"""SELECT {_fen(f"sum({column}) FILTER (month {_YEAR}) - sum({column}) FILTER ({before})")} AS above,
        {_fen(f"sum({column}) FILTER ({before})")} AS below FROM FUND_MONTH_D WHERE insutype IN {_BASIC}"""


_LAST_BALANCES = f"""(
    SELECT sum(balance) FROM (
        SELECT * FROM FUND_MONTH_D WHERE month {_YEAR} AND insutype IN {_BASIC}
        QUALIFY month = max(month) OVER (PARTITION BY insutype)
    )
)"""
_OF_FUNDS = {
    "FU01": f"""SELECT {_fen(_LAST_BALANCES)} AS above, {_fen("sum(outlay)")} AS below
        FROM FUND_MONTH_D WHERE month {_YEAR} AND insutype IN {_BASIC}""",
    "FU02": _months("income - outlay", "income"),
    "FU03": _months("income"),
    "FU04": _months("outlay"),
    "FU05": f"SELECT {_fen(_LAST_BALANCES)} AS above, 0 AS below",
    "FU06": _growth("income"),
    "FU07": _growth("outlay"),
    "FU08": f"SELECT {_fen('sum(amount)')} AS above, 0 AS below FROM SUBSIDY_RECEIPT WHERE received_on {_YEAR}",
    "FU09": f"SELECT max(received_on) AS day FROM SUBSIDY_RECEIPT WHERE received_on {_YEAR}",
    "FU10": f"""SELECT {_fen("sum(amount) FILTER (received_on <= DATE '2026-12-31')")} AS above,
        {_fen("sum(due_amount)")} AS below FROM SUBSIDY_RECEIPT WHERE due_on {_YEAR} AND due_amount IS NOT NULL""",
}

_HELD = "kind NOT LIKE '%差旅%' AND kind NOT LIKE '%劳务%' AND kind NOT LIKE '%费'"
_TRAINED = f"kind LIKE '%培训%' AND {_HELD}"
_SPOKEN = f"(kind LIKE '%培训%' OR kind LIKE '%宣讲%') AND {_HELD}"
_TOLD = f"(kind LIKE '%宣传%' OR kind LIKE '%宣讲%') AND {_HELD}"
_AWAY_ON_DUTY = "(kind LIKE '%差旅%' OR kind LIKE '%出差%' OR kind LIKE '%调研%' OR kind LIKE '%核查%')"


def _events(above: str, where: str, below: str = "count(*)") -> str:
    return f"SELECT {above} AS above, {below} AS below FROM ACTIVITY WHERE held_on {_YEAR} AND {where}"


_OF_EVENTS = {
    "AC01": _events("count(*)", _TRAINED),
    "AC02": _events("sum(coalesce(participants, 0))", _SPOKEN),
    "AC03": _events(
        "sum(coalesce(passed, 0))", f"{_TRAINED} AND examined > 0", "sum(examined)"
    ),
    "AC04": _events("count(*)", _TOLD),
    "AC05": _events("sum(coalesce(printed, 0))", "TRUE"),
    "AC06": _events("sum(coalesce(participants, 0))", _AWAY_ON_DUTY),
    "AC07": _events("count(*)", "kind LIKE '%会议%'"),
    "AC08": _events(
        _fen("sum(cost)"),
        f"{_AWAY_ON_DUTY} AND cost IS NOT NULL AND participants > 0",
        "sum(participants)",
    ),
    "AC09": _events(_fen("sum(cost)"), "kind LIKE '%会议%' AND cost IS NOT NULL"),
    "AC10": _events("count(*)", f"{_TRAINED} AND subject LIKE '%基金监管%'"),
    "AC11": _events(
        "sum(coalesce(participants, 0))", f"{_SPOKEN} AND subject LIKE '%基金监管%'"
    ),
    "AC13": f"""SELECT max(held_on) AS day FROM ACTIVITY WHERE held_on {_YEAR}
        AND (kind LIKE '%宣传%' OR kind LIKE '%宣讲%')""",
    "AC12": _events("count(*)", f"{_TOLD} AND subject LIKE '%基金监管%'"),
}
_OF_PROJECT = f"replace(project_name, ' ', '') = '{PROJECT}'"


def _paid(above: str, where: str = "TRUE", below: str = "0") -> str:
    return f"SELECT {above} AS above, {below} AS below FROM BUDGET_PAYMENT WHERE paid_date {_YEAR} AND {where}"


def _delivered(above: str, where: str = "TRUE", below: str = "0") -> str:
    return f"SELECT {above} AS above, {below} AS below FROM DELIVERY WHERE delivered_on {_YEAR} AND {where}"


_ACCEPTED = "CAST(sum(coalesce(accepted_quantity, quantity)) * 10000 AS BIGINT)"
_QUANTITY = "CAST(sum(quantity) * 10000 AS BIGINT)"
_OF_SPENDING = {
    "EN07": f"""{ENROLLED} SELECT
        (SELECT {_fen("sum(amount)")} FROM BUDGET_PAYMENT WHERE paid_date {_YEAR} AND {_OF_PROJECT}) AS above,
        count(DISTINCT psn_no) AS below FROM enrolled""",
    "SP01": _paid(_fen("sum(amount)"), _OF_PROJECT),
    "SP02": _paid(_fen("sum(amount)"), f"{_OF_PROJECT} AND purpose LIKE '%印刷费%'"),
    "SP03": _paid(
        "count(*) FILTER (paid_date <= due_date)",
        "due_date IS NOT NULL AND amount > 0",
        "count(*)",
    ),
    "SP04": f"""SELECT max(day) AS day FROM (
            SELECT paid_date AS day FROM BUDGET_PAYMENT WHERE paid_date {_YEAR} AND amount > 0 AND {_OF_PROJECT}
            UNION ALL SELECT delivered_on FROM DELIVERY WHERE delivered_on {_YEAR}
            AND coalesce(accepted_quantity, quantity) > 0 AND {_OF_PROJECT}
            UNION ALL SELECT held_on FROM ACTIVITY WHERE held_on {_YEAR} AND {_OF_PROJECT}
        )""",
    "SP05": f"""SELECT
        (SELECT {_fen("sum(amount)")} FROM BUDGET_PAYMENT WHERE paid_date {_YEAR} AND {_OF_PROJECT}) AS above,
        {_fen("sum(amount)")} AS below FROM PROJECT_BUDGET WHERE effective_on {_YEAR} AND {_OF_PROJECT}""",
    "PU01": _delivered(_ACCEPTED, "item LIKE '%电脑%'"),
    "PU02": _delivered(_ACCEPTED, below=_QUANTITY),
    "PU03": _delivered(
        "CAST(sum(amount) * 1000000 AS BIGINT)",
        "item LIKE '%电脑%' AND amount IS NOT NULL",
        _QUANTITY,
    ),
    "PU04": f"""SELECT max(delivered_on) AS day FROM DELIVERY WHERE delivered_on {_YEAR}
        AND coalesce(accepted_quantity, quantity) > 0""",
}


def _inspected(above: str, where: str = "TRUE", below: str = "0") -> str:
    return f"SELECT {above} AS above, {below} AS below FROM INSPECTION WHERE inspected_on {_YEAR} AND {where}"


_AGREED = """
WITH agreed AS (
    SELECT * FROM FIXMEDINS_B WHERE coalesce(begndate, DATE '1900-01-01') <= DATE '2026-12-31'
    AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'
    AND (fix_blng_admdvs IS NULL OR fix_blng_admdvs IN (SELECT insu_admdvs FROM PSN_INSU_D))
)
"""
_OF_SUPERVISION = {
    "SU01": f"{_AGREED} SELECT count(*) AS above, 0 AS below FROM agreed",
    "SU02": f"""{_AGREED} SELECT count(*) FILTER (
            fixmedins_code IN (SELECT fixmedins_code FROM INSPECTION WHERE inspected_on {_YEAR})
        ) AS above, count(*) AS below FROM agreed""",
    "SU03": _inspected("count(DISTINCT fixmedins_code)"),
    "SU04": _inspected("count(*)"),
    "SU05": _inspected("sum(experts)"),
    "SU06": _inspected(_fen("sum(recovered)")),
    "SU07": _inspected("count(closed_on)", "problems > 0", "count(*)"),
    "SU08": _inspected(_fen("sum(fined)")),
    "SU11": _inspected("count(DISTINCT fixmedins_code)", "fined > 0"),
    "SU12": _inspected("count(DISTINCT fixmedins_code)", "problems > 0"),
    "SU13": f"""SELECT count(*) FILTER (paid_on <= DATE '2026-12-31') AS above, count(*) AS below
        FROM TIP_REWARD WHERE noticed_on {_YEAR} AND coalesce(waived, '0') <> '1'""",
    "SU14": f"SELECT {_fen('sum(paid_amount)')} AS above, 0 AS below FROM TIP_REWARD WHERE paid_on {_YEAR}",
    "SE05": f"SELECT sum(least(uploaded, due)) AS above, sum(due) AS below FROM UPLOAD WHERE occurred_on {_YEAR}",
    "SE06": f"""SELECT sum(least(on_time, due)) AS above, sum(due) AS below FROM UPLOAD
        WHERE occurred_on {_YEAR} AND on_time IS NOT NULL""",
}


def _asked(question: str) -> str:
    return f"""SELECT count(*) FILTER (score * 100 >= full_score * 80) AS above, count(*) AS below
        FROM SATISFACTION WHERE answered_on {_YEAR} AND {question}"""


def _failed(above: str, where: str = "TRUE", below: str = "count(*)") -> str:
    return f"""SELECT {above} AS above, {below} AS below FROM INCIDENT
        WHERE CAST(reported_at AS DATE) {_YEAR} AND coalesce(planned, '0') <> '1' AND {where}"""


_SECONDS = "epoch(responded_at) - epoch(reported_at)"
_ANSWERED = "responded_at >= reported_at"


def _in_time(table: str, begun: str, done: str) -> str:
    return f"""SELECT count(*) FILTER ({done} <= due_date) AS above, count(*) AS below FROM {table}
        WHERE CAST({begun} AS DATE) {_YEAR} AND due_date IS NOT NULL
        AND NOT ({done} IS NULL AND due_date > DATE '2026-12-31')"""


def _days(table: str) -> str:
    return f"""SELECT sum(done_on - accepted_on) AS above, count(*) AS below FROM {table}
        WHERE accepted_on {_YEAR} AND done_on >= accepted_on"""


_DUE = "NOT (done_on IS NULL AND coalesce(due_date, DATE '2000-01-01') > DATE '2026-12-31')"
_ENDED = f"FROM VOLUME_PURCHASE WHERE ends_on {_YEAR}"
_IN_FORCE = """FROM VOLUME_PURCHASE WHERE begins_on <= DATE '2026-12-31'
    AND coalesce(ends_on, DATE '9999-01-01') >= DATE '2026-01-01'"""
_CALLED = f"FROM HOTLINE_CALL WHERE CAST(called_at AS DATE) {_YEAR}"
_SCREENING = """FROM SYSTEM_USE WHERE regexp_matches(replace(system, ' ', ''), '智能(审核|监控|监管)')
    AND started_on <= DATE '2026-12-31' AND coalesce(stopped_on, DATE '9999-01-01') >= DATE '2026-01-01'"""
_OF_SERVICES = {
    "SA01": _asked("(question LIKE '%满意%' OR question LIKE '%评价%')"),
    "SA02": _asked(
        "(question LIKE '%知晓%' OR question LIKE '%了解%') AND question NOT LIKE '%满意%'"
    ),
    "SY01": f"""WITH downs AS (
            SELECT replace(system, ' ', '') AS name, greatest(reported_at, TIMESTAMP '2026-01-01') AS down,
            least(coalesce(restored_at, TIMESTAMP '2027-01-01'), TIMESTAMP '2027-01-01') AS up
            FROM INCIDENT WHERE coalesce(planned, '0') <> '1' AND reported_at < TIMESTAMP '2027-01-01'
            AND coalesce(restored_at, TIMESTAMP '2027-01-01') > TIMESTAMP '2026-01-01'
        ), pieces AS (
            SELECT *, coalesce(max(up) OVER (
                PARTITION BY name ORDER BY down, up ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), TIMESTAMP '2000-01-01') AS reached FROM downs
        ), known AS (
            SELECT DISTINCT replace(system, ' ', '') AS name FROM INCIDENT WHERE CAST(reported_at AS DATE) {_YEAR}
            UNION SELECT name FROM downs
        ) SELECT count(*) * 365 * 86400 - coalesce((
            SELECT sum(greatest(epoch(up) - epoch(greatest(down, reached)), 0)) FROM pieces
        ), 0) AS above, count(*) * 365 * 86400 AS below FROM known""",
    "SY02": _failed(f"sum({_SECONDS})", _ANSWERED),
    "SY03": _failed(
        f"sum({_SECONDS})",
        f"{_ANSWERED} AND grade LIKE '%重大%' AND grade NOT LIKE '%非重大%'",
    ),
    "SY04": _failed(f"count(*) FILTER ({_ANSWERED} AND {_SECONDS} <= 1800)"),
    "SY05": f"SELECT max(started_on) AS day {_SCREENING}",
    "SY06": f"""SELECT count(*) AS above, 0 AS below FROM (
            SELECT month(day) FROM (
                SELECT DISTINCT unnest(generate_series(
                    greatest(started_on, DATE '2026-01-01'),
                    least(coalesce(stopped_on, DATE '2026-12-31'), DATE '2026-12-31'), INTERVAL 1 DAY
                )) AS day {_SCREENING}
            ) GROUP BY month(day) HAVING count(*) = day(last_day(min(day)))
        )""",
    "SE08": f"SELECT count(*) AS above, 0 AS below FROM FILING WHERE begndate {_YEAR}",
    "SE09": _days("MANUAL_CLAIM"),
    "SE10": _in_time("MANUAL_CLAIM", "accepted_on", "done_on"),
    "SE11": f"SELECT count(done_on) AS above, 0 AS below FROM MANUAL_CLAIM WHERE accepted_on {_YEAR}",
    "HO01": f"SELECT count(*) FILTER (answered = '1') AS above, count(answered) AS below {_CALLED}",
    "HO02": _in_time("HOTLINE_CALL", "called_at", "closed_on"),
    "HO03": f"SELECT count(*) FILTER (satisfied = '1') AS above, count(satisfied) AS below {_CALLED}",
    "HO04": f"SELECT count(*) AS above, 0 AS below {_CALLED} AND coalesce(answered, '1') <> '0'",
    "WI01": f"SELECT count(*) AS above, 0 AS below FROM WINDOW_MATTER WHERE accepted_on {_YEAR}",
    "WI02": _in_time("WINDOW_MATTER", "accepted_on", "done_on"),
    "WI03": f"""SELECT count(*) FILTER (channel <> '窗口') AS above, count(channel) AS below
        FROM WINDOW_MATTER WHERE accepted_on {_YEAR}""",
    "WI04": _days("WINDOW_MATTER"),
    "WI05": f"""SELECT count(*) FILTER (done_on = accepted_on) AS above, count(*) AS below
        FROM WINDOW_MATTER WHERE accepted_on {_YEAR} AND {_DUE}""",
    "SE15": """SELECT count(*) AS above, 0 AS below FROM SERVICE_POINT WHERE kind = '2'
        AND opened_on <= DATE '2026-12-31' AND coalesce(closed_on, DATE '9999-01-01') >= DATE '2026-01-01'""",
    "VP01": f"SELECT sum(coalesce(purchased, 0)) AS above, sum(agreed) AS below {_ENDED} AND agreed > 0",
    "VP02": f"SELECT count(DISTINCT product) AS above, 0 AS below {_IN_FORCE}",
    "VP03": f"SELECT count(DISTINCT fixmedins_code) AS above, 0 AS below {_IN_FORCE}",
    "VP04": f"""SELECT {_fen("sum(coalesce(paid_in_time, 0))")} AS above, {_fen("sum(payable)")} AS below
        {_ENDED} AND payable > 0""",
}

_NARROWED = {
    "EN07": {"project": PROJECT},
    "SP01": {"project": PROJECT},
    "SP04": {"project": PROJECT},
    "SP05": {"project": PROJECT},
    "SP02": {"project": PROJECT, "item": "印刷费"},
    "PU01": {"item": "电脑"},
    "PU03": {"item": "电脑"},
    "AC06": {"kind": "差旅"},
    "AC07": {"kind": "会议"},
    "AC08": {"kind": "差旅"},
    "AC09": {"kind": "会议"},
    "AC13": {"kind": "宣传"},
    "AC10": {"item": "基金监管"},
    "AC11": {"item": "基金监管"},
    "AC12": {"item": "基金监管"},
    "EN18": {"people": "退休"},
}
_PEOPLE = {
    "EN18": f"""{ENROLLED} SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM enrolled
        WHERE insutype IN {_BASIC} AND (psn_type LIKE '21%' OR psn_type LIKE '12%')""",
}
_DISCHARGED = f"""{SETTLED}, stay AS (
    SELECT *, max(CAST(is_midway AS INTEGER)) OVER (PARTITION BY psn_no, mdtrt_id) AS is_parted,
    row_number() OVER (PARTITION BY psn_no, mdtrt_id ORDER BY setl_time DESC, setl_id DESC) AS nth
    FROM settled
), discharged AS (SELECT * FROM stay WHERE (is_parted = 0 OR nth = 1) AND med_type IN {_STAY})
"""
"""Each stay once: of one that was settled on the way, the last settlement."""
_OF_PAYMENT = {
    "BE10": f"""SELECT count(*) FILTER (paid_fund >= fund_pay_sumamt) AS above, count(*) AS below
        FROM resettled WHERE compared = 'paid' AND CAST(setl_time AS DATE) {_YEAR}""",
    "PD01": f"""{_DISCHARGED}, last_list AS (
            SELECT setl_id, uploaded_at FROM SETL_LIST_D
            QUALIFY row_number() OVER (PARTITION BY setl_id ORDER BY list_version DESC) = 1
        )
        SELECT count(*) FILTER (datediff('day', enddate, CAST(uploaded_at AS DATE)) <= 7) AS above,
            count(*) AS below
        FROM discharged LEFT JOIN last_list USING (setl_id) WHERE enddate IS NOT NULL""",
    "PD02": f"""SELECT count(dip_group) AS above, count(*) AS below
        FROM dip_cases WHERE CAST(setl_time AS DATE) {_YEAR}""",
    "PD03": f"""{_DISCHARGED}, hospital AS (
            SELECT DISTINCT fixmedins_code FROM discharged
            WHERE NOT (coalesce(insu_admdvs <> fix_blng_admdvs, FALSE)
                OR coalesce(pay_loc IN ('3', '4'), FALSE))
        )
        SELECT count(*) FILTER (fixmedins_code IN (SELECT fixmedins_code FROM dip_cleared WHERE year = 2026))
            AS above, count(*) AS below FROM hospital""",
    "PD08": """SELECT count(DISTINCT fixmedins_code) AS above, 0 AS below FROM dip_cleared
        WHERE year = 2026""",
    "PD04": """SELECT max(simulated_on) AS day FROM PAY_PILOT
        WHERE pay_method = 'DRG' AND simulated_on <= DATE '2026-12-31'""",
    "PD05": """SELECT count(*) AS above, 0 AS below FROM PAY_PILOT
        WHERE pay_method = 'DIP' AND paid_on <= DATE '2026-12-31'""",
}
_OF_BUNDLES = {
    "PD06": f"SELECT count(*) AS above, 0 AS below FROM bundle_persons WHERE closed_on {_YEAR}",
    "PD07": f"SELECT sum(due) AS above, 0 AS below FROM bundle_persons WHERE closed_on {_YEAR}",
    "PD09": f"""SELECT count(*) FILTER ((psn_no, month) IN (
            SELECT (psn_no, strftime(closed_on, '%Y-%m')) FROM bundle_persons WHERE due > 0
        )) AS above, count(*) AS below FROM (
            SELECT psn_no, strftime(done_on, '%Y-%m') AS month FROM DIAL_SESSION WHERE done_on {_YEAR}
            UNION SELECT psn_no, strftime(closed_on, '%Y-%m') FROM bundle_persons WHERE closed_on {_YEAR}
        )""",
}
_LINKED = f"""WITH decided AS (
    SELECT o.*, d.decision, d.old_price, d.new_price FROM PURCHASE_ORDER o, LATERAL (
        SELECT * FROM PRICE_DECISION d
        WHERE d.listing_code = o.listing_code AND d.effective_on <= o.ordered_on
        ORDER BY d.effective_on DESC, d.linkage_no DESC LIMIT 1
    ) d WHERE o.ordered_on {_YEAR}
)
"""
_OF_PRICES = {
    "LP01": f"""SELECT count(DISTINCT linkage_no) AS above, 0 AS below
        FROM PRICE_DECISION WHERE effective_on {_YEAR}""",
    "LP02": f"""SELECT count(DISTINCT listing_code) AS above, 0 AS below
        FROM PRICE_DECISION WHERE effective_on {_YEAR} AND decision = '1'""",
    "LP03": f"""{_LINKED} SELECT {_fen("sum(quantity * (old_price - price))")} AS above, 0 AS below
        FROM decided""",
    "LP04": f"""{_LINKED} SELECT count(*) FILTER (decision <> '3' AND price <= new_price) AS above,
        count(*) AS below FROM decided""",
    "LP06": f"""SELECT count(DISTINCT fixmedins_code) AS above, 0 AS below
        FROM PURCHASE_ORDER WHERE ordered_on {_YEAR}""",
    "LP05": f"""SELECT count(DISTINCT firm_code) AS above, 0 AS below
        FROM FIRM_EVENT WHERE decided_on {_YEAR}""",
}
_FROM_OUTSIDE = (
    "(step = '1' AND coalesce(other, '') NOT IN (SELECT division FROM TRANSFER))"
)
_OF_TRANSFERS = {
    "TF01": f"""SELECT count(*) FILTER (s.happened_on <= c.came_on + 30) AS above, count(*) AS below
        FROM TRANSFER s JOIN (
            SELECT division, year, document, min(happened_on) AS came_on FROM TRANSFER
            WHERE step = '1' AND amount > 0 GROUP BY ALL
        ) c ON s.division = c.division AND s.year = c.year AND s.source = c.document
        WHERE s.step = '3' AND s.amount > 0 AND s.happened_on {_YEAR}""",
    "TF02": f"""SELECT {_fen("sum(amount) FILTER (step = '4')")} AS above,
        {
        _fen('''sum(amount) FILTER (step = '2' OR (step = '1' AND
            coalesce(other, '') NOT IN (SELECT division FROM TRANSFER)))''')
    } AS below
        FROM TRANSFER WHERE happened_on {_YEAR}""",
}
_IN_USE = (
    "opened_on <= DATE '2026-12-31' "
    "AND coalesce(closed_on, DATE '9999-12-31') >= DATE '2026-01-01'"
)
_OF_HOUSE = {
    "AH01": "SELECT count(*) AS above, 0 AS below FROM ARCHIVE_ITEM WHERE year = 2026",
    "AH02": """SELECT count(*) FILTER (trim(coalesce(box_no, '')) <> '') AS above, count(*) AS below
        FROM ARCHIVE_ITEM WHERE year = 2026""",
    "AH03": f"""SELECT count(*) FILTER (result = '1') AS above, count(*) AS below
        FROM FACE_CHECK WHERE result IN ('1', '2') AND checked_at::DATE {_YEAR}""",
    "AH04": f"SELECT count(*) AS above, 0 AS below FROM SERVICE_POINT WHERE kind = '1' AND {_IN_USE}",
}
_OF_COURSE = {
    "FW01": f"SELECT count(*) AS above, 0 AS below FROM briefs WHERE written_on {_YEAR}",
    "FW02": f"SELECT count(*) AS above, 0 AS below FROM warnings WHERE opened_on {_YEAR}",
    "FW03": f"""SELECT count(*) FILTER (dealt_on IS NOT NULL AND coalesce(late, FALSE) = FALSE) AS above,
        count(*) AS below FROM warnings WHERE opened_on {_YEAR}""",
    "FW04": f"""SELECT {_fen("sum(paid) FILTER (instant = '1')")} AS above, {_fen("sum(paid)")} AS below
        FROM INST_CLAIM WHERE fee_month {_YEAR} AND paid > 0""",
    "FW05": f"""SELECT count(*) FILTER (checked_on - handed_on <= 15) AS above, count(*) AS below
        FROM RELIEF_RESULT WHERE handed_on IS NOT NULL AND checked_on {_YEAR}""",
}
_OF_BATCHES = {
    "BD01": f"""SELECT count(*) AS above, 0 AS below FROM (
        SELECT mdtrt_id FROM batch_discharges WHERE done_on {_YEAR} GROUP BY mdtrt_id
        HAVING count(*) FILTER (NOT undoes) > count(*) FILTER (undoes))""",
    "BD02": f"""SELECT sum(coalesce(fund_pay_sumamt, 0)) AS above, 0 AS below
        FROM batch_discharges WHERE done_on {_YEAR}""",
    "BD03": f"""SELECT {_fen("sum(paid_amount) FILTER (paid_on <= DATE '2026-12-31')")} AS above,
        {_fen("sum(due_amount)")} AS below FROM CREDIT_INSTALMENT WHERE due_on {_YEAR}""",
    "BD04": f"SELECT count(*) AS above, count(*) AS below FROM CREDIT_AGREEMENT WHERE signed_on {_YEAR}",
    "BD05": f"""SELECT count(*) FILTER (NOT coalesce(deposit > 0, FALSE)) AS above, count(*) AS below
        FROM CREDIT_AGREEMENT WHERE signed_on {_YEAR} AND deposit_free = '1'""",
}
_OF_TOPUP = {
    "TU01": """SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM TOPUP_ENROL
        WHERE begins_on <= DATE '2026-12-31' AND ends_on >= DATE '2026-01-01'""",
    "TU02": f"""SELECT {_fen("sum(amount)")} AS above, 0 AS below
        FROM TOPUP_PAYOUT WHERE paid_on {_YEAR}""",
    "TU03": f"""SELECT count(*) FILTER (due - paid <= 0) AS above, count(*) AS below
        FROM topup_dues WHERE settled_on {_YEAR} AND due > 0""",
}
_OF_CLEARING = {
    "SE14": f"""SELECT count(*) FILTER (state = '1') AS above, count(*) AS below
        FROM away_cleared WHERE month {_YEAR} AND month = (SELECT max(month) FROM away_cleared)""",
    "SE17": f"""SELECT count(decided_on) AS above, count(*) AS below
        FROM away_disputes WHERE opened_on {_YEAR}""",
}
_OF_THE_HOUSE = {
    "HC01": f"SELECT count(*) AS above, 0 AS below FROM CONTROL_REVIEW WHERE reported_on {_YEAR}",
    "HC02": f"""SELECT CAST(sum(coalesce(rectified, 0)) AS BIGINT) AS above,
        CAST(sum(findings) AS BIGINT) AS below
        FROM CONTROL_REVIEW WHERE reported_on {_YEAR} AND findings IS NOT NULL""",
    "OP01": f"""SELECT count(*) FILTER (responded_at <= respond_by) AS above, count(*) AS below
        FROM OPINION_CASE WHERE CAST(found_at AS DATE) {_YEAR} AND respond_by IS NOT NULL""",
    "OP02": f"""SELECT count(closed_on) AS above, count(*) AS below
        FROM OPINION_CASE WHERE CAST(found_at AS DATE) {_YEAR}""",
    "OP03": f"SELECT count(*) AS above, 0 AS below FROM OPINION_BRIEF WHERE issued_on {_YEAR}",
    "DS01": f"SELECT count(*) AS above, 0 AS below FROM SITE_INSPECTION WHERE inspected_on {_YEAR}",
    "DS02": f"""SELECT count(*) FILTER (passed = '1') AS above, count(passed) AS below
        FROM SITE_INSPECTION WHERE inspected_on {_YEAR}""",
    "DS03": f"""SELECT CAST(sum(coalesce(rectified, 0)) AS BIGINT) AS above,
        CAST(sum(faults) AS BIGINT) AS below
        FROM SITE_INSPECTION WHERE inspected_on {_YEAR} AND faults IS NOT NULL""",
}
WITNESSES: Mapping[str, Witness] = {
    code: Witness(sql, _NARROWED.get(code, {}))
    for part in (
        _OF_SETTLEMENTS,
        _OF_PERSONS,
        _PEOPLE,
        _OF_FUNDS,
        _OF_EVENTS,
        _OF_SPENDING,
        _OF_SUPERVISION,
        _OF_SERVICES,
        _OF_PAYMENT,
        _OF_BUNDLES,
        _OF_PRICES,
        _OF_COURSE,
        _OF_HOUSE,
        _OF_BATCHES,
        _OF_TOPUP,
        _OF_CLEARING,
        _OF_THE_HOUSE,
        _OF_TRANSFERS,
    )
    for code, sql in part.items()
}


_OF_ENROLMENTS = ("EN01", "EN06", "EN11", "EN17", "EN18")


def of_area(code: str, area: str) -> str:
    """Return the witness of a measure narrowed to an area; empty where none is written so."""
    sql = WITNESSES[code].sql
    if (
        code in _OF_SETTLEMENTS
        and "FROM settled WHERE" in sql
        and "PSN_INSU_D" not in sql
    ):
        before, _, where = sql.rpartition("FROM settled WHERE")
        return f"{before} FROM settled WHERE insu_admdvs = '{area}' AND {where}"
    if code in _OF_ENROLMENTS:
        of_some = f"WHERE insu_admdvs = '{area}' AND begndate"
        return sql.replace("WHERE begndate", of_some, 1)
    if code in _OF_SUPERVISION and "FROM INSPECTION" in sql and "agreed" not in sql:
        register = (
            f"SELECT fixmedins_code FROM FIXMEDINS_B WHERE fix_blng_admdvs = '{area}'"
        )
        return f"{sql} AND fixmedins_code IN ({register})"
    return ""
