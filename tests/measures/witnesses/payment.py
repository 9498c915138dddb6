"""Witnesses of ways to pay: groups, bundles, batches, agreements, top-ups, clearing away."""

from tests.measures.witnesses.sql import DISCHARGED, SETTLED, STAY, YEAR, in_fen

_OPEN = f"""WITH closed AS (
    SELECT mdtrt_id, sum(medfee_sumamt) AS fees FROM batch_discharges WHERE done_on {YEAR}
    GROUP BY mdtrt_id HAVING count(*) FILTER (NOT undoes) > count(*) FILTER (undoes)
), due AS (
    SELECT mdtrt_id, fees, 1 AS done FROM closed
    UNION ALL SELECT mdtrt_id, 0, 0 FROM MDTRT_D
    WHERE med_type IN {STAY} AND begntime::DATE <= DATE '2026-12-31'
    AND (begntime::DATE <= DATE '2026-12-28' OR endtime::DATE <= DATE '2026-12-31')
    AND mdtrt_id NOT IN (SELECT mdtrt_id FROM closed)
    AND mdtrt_id NOT IN (SELECT mdtrt_id FROM SETL_D WHERE mdtrt_id IS NOT NULL)
)
"""
OF_PAYMENT = {
    "BE10": f"""SELECT count(*) FILTER (paid_fund >= fund_pay_sumamt) AS above, count(*) AS below
        FROM resettled WHERE compared = 'paid' AND CAST(setl_time AS DATE) {YEAR}""",
    "PD01": f"""{DISCHARGED}, last_list AS (
            SELECT setl_id, uploaded_at FROM SETL_LIST_D
            QUALIFY row_number() OVER (PARTITION BY setl_id ORDER BY list_version DESC) = 1
        )
        SELECT count(*) FILTER (datediff('day', enddate, CAST(uploaded_at AS DATE)) <= 7) AS above,
            count(*) AS below
        FROM discharged LEFT JOIN last_list USING (setl_id) WHERE enddate IS NOT NULL""",
    "PD02": f"""SELECT count(dip_group) AS above, count(*) AS below
        FROM dip_cases WHERE CAST(setl_time AS DATE) {YEAR}""",
    "PD03": f"""{DISCHARGED}, hospital AS (
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
    "PD13": f"""SELECT count(*) FILTER (status = '入组') AS above, count(*) AS below
        FROM drg_cases WHERE CAST(setl_time AS DATE) {YEAR}""",
    "PD14": """SELECT count(*) AS above, 0 AS below FROM PAY_PILOT
        WHERE pay_method = 'DRG' AND paid_on <= DATE '2026-12-31'""",
    "PD05": """SELECT count(*) AS above, 0 AS below FROM PAY_PILOT
        WHERE pay_method = 'DIP' AND paid_on <= DATE '2026-12-31'""",
    "PD06": f"SELECT count(*) AS above, 0 AS below FROM bundle_persons WHERE closed_on {YEAR}",
    "PD07": f"SELECT sum(due) AS above, 0 AS below FROM bundle_persons WHERE closed_on {YEAR}",
    "PD09": f"""SELECT count(*) FILTER ((psn_no, month) IN (
            SELECT (psn_no, strftime(closed_on, '%Y-%m')) FROM bundle_persons WHERE due > 0
        )) AS above, count(*) AS below FROM (
            SELECT psn_no, strftime(done_on, '%Y-%m') AS month FROM DIAL_SESSION WHERE done_on {YEAR}
            UNION SELECT psn_no, strftime(closed_on, '%Y-%m') FROM bundle_persons WHERE closed_on {YEAR}
        )""",
    "BD01": f"""SELECT count(*) AS above, 0 AS below FROM (
        SELECT mdtrt_id FROM batch_discharges WHERE done_on {YEAR} GROUP BY mdtrt_id
        HAVING count(*) FILTER (NOT undoes) > count(*) FILTER (undoes))""",
    "BD02": f"""SELECT sum(coalesce(fund_pay_sumamt, 0)) AS above, 0 AS below
        FROM batch_discharges WHERE done_on {YEAR}""",
    "BD03": f"""SELECT {in_fen("sum(paid_amount) FILTER (paid_on <= DATE '2026-12-31')")} AS above,
        {in_fen("sum(due_amount)")} AS below FROM CREDIT_INSTALMENT WHERE due_on {YEAR}""",
    "BD04": f"SELECT count(*) AS above, count(*) AS below FROM CREDIT_AGREEMENT WHERE signed_on {YEAR}",
    "BD05": f"""SELECT count(*) FILTER (NOT coalesce(deposit > 0, FALSE)) AS above, count(*) AS below
        FROM CREDIT_AGREEMENT WHERE signed_on {YEAR} AND deposit_free = '1'""",
    "BD06": f"""{SETTLED} SELECT count(*) FILTER (mdtrt_id IN (SELECT mdtrt_id FROM CREDIT_AGREEMENT))
            AS above, count(*) AS below FROM settled WHERE med_type IN {STAY} AND is_midway = 0""",
    "BD07": f"""{SETTLED} SELECT count(DISTINCT fixmedins_code) FILTER (fixmedins_code IN (
                SELECT fixmedins_code FROM CREDIT_AGREEMENT WHERE signed_on {YEAR})) AS above,
            count(DISTINCT fixmedins_code) AS below FROM settled WHERE med_type IN {STAY}""",
    "BD08": f"{_OPEN} SELECT sum(done) AS above, count(*) AS below FROM due",
    "BD09": f"{_OPEN} SELECT sum(done * fees) AS above, sum(fees) AS below FROM due",
    "TU01": """SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM TOPUP_ENROL
        WHERE begins_on <= DATE '2026-12-31' AND ends_on >= DATE '2026-01-01'""",
    "TU02": f"""SELECT {in_fen("sum(amount)")} AS above, 0 AS below
        FROM TOPUP_PAYOUT WHERE paid_on {YEAR}""",
    "TU03": f"""SELECT count(*) FILTER (due - paid <= 0) AS above, count(*) AS below
        FROM topup_dues WHERE settled_on {YEAR} AND due > 0""",
    "SE14": f"""SELECT count(*) FILTER (state = '1') AS above, count(*) AS below
        FROM away_cleared WHERE month {YEAR} AND month = (SELECT max(month) FROM away_cleared)""",
    "SE17": f"""SELECT count(decided_on) AS above, count(*) AS below
        FROM away_disputes WHERE opened_on {YEAR}""",
    "PD10": f"""{SETTLED} SELECT
        count(*) FILTER (setl_id IN (
            SELECT setl_id FROM dip_cases WHERE dip_group <> '' AND CAST(setl_time AS DATE) {YEAR}
        )) AS above,
        count(*) AS below FROM settled WHERE med_type IN {STAY} AND NOT is_midway""",
    "PD11": f"""{SETTLED} SELECT
        sum({in_fen("net_fund")}) FILTER (setl_id IN (
            SELECT setl_id FROM dip_cases WHERE dip_group <> '' AND CAST(setl_time AS DATE) {YEAR}
        )) AS above,
        sum({in_fen("net_fund")}) AS below FROM settled WHERE med_type IN {STAY}""",
    "PD15": f"""{SETTLED} SELECT
        count(*) FILTER (setl_id IN (
            SELECT setl_id FROM drg_cases WHERE status = '入组' AND CAST(setl_time AS DATE) {YEAR}
        )) AS above,
        count(*) AS below FROM settled WHERE med_type IN {STAY} AND NOT is_midway""",
    "PD16": f"""{SETTLED} SELECT
        sum({in_fen("net_fund")}) FILTER (setl_id IN (
            SELECT setl_id FROM drg_cases WHERE status = '入组' AND CAST(setl_time AS DATE) {YEAR}
        )) AS above,
        sum({in_fen("net_fund")}) AS below FROM settled WHERE med_type IN {STAY}""",
    "PD12": f"""{DISCHARGED}, last_list AS (
            SELECT setl_id, uploaded_at FROM SETL_LIST_D
            QUALIFY row_number() OVER (PARTITION BY setl_id ORDER BY list_version DESC) = 1
        )
        SELECT count(uploaded_at) AS above, count(*) AS below
        FROM discharged LEFT JOIN last_list USING (setl_id) WHERE enddate IS NOT NULL""",
}
