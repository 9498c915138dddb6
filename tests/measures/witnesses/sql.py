"""What several witnesses are written with: the rows of 2026 as the words of the pages say."""

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
    "acct_pay",
    "acct_mulaid_pay",
)
_NET = ", ".join(f"s.{name} + coalesce(r.{name}, 0) AS net_{name}" for name in _NETTED)
_TAKEN = ", ".join(f"sum({name}) AS {name}" for name in _NETTED)
YEAR = "BETWEEN DATE '2026-01-01' AND DATE '2026-12-31'"
STAY = "('21', '22', '23', '24', '52')"
VISIT = "('11', '12', '13', '14', '51')"
BASIC = "('310', '390')"
POOR = "('7131', '7019', '7202', '7203', '7204', '7205', '7201')"
FIRST_POOR = "('7131', '7019', '7202')"

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
    WHERE CAST(setl_time AS DATE) {YEAR}
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
    WHERE psn_idet_type IN ('7131', '7019', '7202', '7203', '7204', '7205', '7201')
    AND begntime <= DATE '2026-01-01' AND coalesce(endtime, DATE '9999-01-01') >= DATE '2026-01-01'
)
"""


def of_settled(above: str, below: str, where: str) -> str:
    return f"{SETTLED} SELECT sum({above}) AS above, sum({below}) AS below FROM settled WHERE {where}"


def in_fen(amount: str) -> str:
    return f"CAST(({amount}) * 100 AS BIGINT)"


def of_stays(above: str, below: str, more: str = "TRUE") -> str:
    return of_settled(
        above, below, f"med_type IN {STAY} AND insutype IN {BASIC} AND {more}"
    )


AWAY = """(
    pay_loc IN ('3', '4') OR (
        coalesce(insu_admdvs, '') <> '' AND coalesce(fix_blng_admdvs, '') <> ''
        AND insu_admdvs[1:4] <> fix_blng_admdvs[1:4]
    )
)"""
ASSISTED = f"maf_pay IS NOT NULL AND net_maf_pay > 0 AND (med_type IN {STAY} OR med_type IN {VISIT})"


def count_of(what: str, where: str) -> str:
    return f"{SETTLED} SELECT count({what}) AS above, 0 AS below FROM settled WHERE {where}"


AGREED = """
WITH agreed AS (
    SELECT * FROM FIXMEDINS_B WHERE coalesce(begndate, DATE '1900-01-01') <= DATE '2026-12-31'
    AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'
    AND (fix_blng_admdvs IS NULL OR fix_blng_admdvs IN (SELECT insu_admdvs FROM PSN_INSU_D))
)
"""

DUE = "NOT (done_on IS NULL AND coalesce(due_date, DATE '2000-01-01') > DATE '2026-12-31')"
IN_FORCE = """FROM VOLUME_PURCHASE WHERE begins_on <= DATE '2026-12-31'
    AND coalesce(ends_on, DATE '9999-01-01') >= DATE '2026-01-01'"""


def in_time(table: str, begun: str, done: str) -> str:
    return f"""SELECT count(*) FILTER ({done} <= due_date) AS above, count(*) AS below FROM {table}
        WHERE CAST({begun} AS DATE) {YEAR} AND due_date IS NOT NULL
        AND NOT ({done} IS NULL AND due_date > DATE '2026-12-31')"""


def days_of(table: str) -> str:
    return f"""SELECT sum(done_on - accepted_on) AS above, count(*) AS below FROM {table}
        WHERE accepted_on {YEAR} AND done_on >= accepted_on"""


DISCHARGED = f"""{SETTLED}, stay AS (
    SELECT *, max(CAST(is_midway AS INTEGER)) OVER (PARTITION BY psn_no, mdtrt_id) AS is_parted,
    row_number() OVER (PARTITION BY psn_no, mdtrt_id ORDER BY setl_time DESC, setl_id DESC) AS nth
    FROM settled
), discharged AS (SELECT * FROM stay WHERE (is_parted = 0 OR nth = 1) AND med_type IN {STAY})
"""
"""Each stay once: of one that was settled on the way, the last settlement."""
