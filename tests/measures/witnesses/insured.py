"""Witnesses of enrolment."""

from tests.measures.witnesses.sql import BASIC, ENROLLED, SUBSIDISED, YEAR, in_fen

OF_PERSONS = {
    "EN01": f"""{ENROLLED} SELECT count(DISTINCT psn_no) AS above, 0 AS below
        FROM enrolled WHERE insutype IN {BASIC}""",
    "EN02": f"""{ENROLLED}, counted AS (
            SELECT * FROM POPULATION WHERE counted_on <= DATE '2026-12-31' AND insutype IN {BASIC}
            QUALIFY counted_on = max(counted_on) OVER (PARTITION BY insu_admdvs, insutype)
        ) SELECT
        (SELECT count(DISTINCT psn_no || '/' || insutype) FROM enrolled
         WHERE insutype IN (SELECT insutype FROM counted)) AS above,
        sum(due) AS below FROM counted WHERE insutype IN (SELECT insutype FROM enrolled)""",
    "EN22": f"""{ENROLLED}, counted AS (
            SELECT * FROM POPULATION WHERE counted_on <= DATE '2026-12-31'
            QUALIFY counted_on = max(counted_on) OVER (PARTITION BY insu_admdvs, insutype)
        ), lived AS (
            SELECT insu_admdvs, residents FROM counted WHERE residents IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY insu_admdvs ORDER BY counted_on DESC) = 1
        ) SELECT
        (SELECT count(DISTINCT psn_no) FROM enrolled WHERE insutype IN {BASIC}) AS above,
        (SELECT sum(residents) FROM lived) AS below""",
    "EN03": f"""{SUBSIDISED} SELECT count(*) FILTER (psn_no IN (SELECT psn_no FROM subsidised)) AS above,
        count(*) AS below FROM holders""",
    "EN04": f"{SUBSIDISED} SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM subsidised",
    "EN05": f"""SELECT count(*) FILTER (
            done_on >= applied_on AND done_on <= coalesce(due_date, applied_on) AND coalesce(corrected, '0') <> '1'
        ) AS above, count(*) AS below FROM ENROL_CHANGE WHERE applied_on {YEAR}
        AND NOT (done_on IS NULL AND coalesce(due_date, DATE '2000-01-01') > DATE '2026-12-31')""",
    "EN06": f"{ENROLLED} SELECT max(paid_on) AS day FROM enrolled WHERE insutype = '390'",
    "EN08": f"{SUBSIDISED} SELECT count(*) AS above, 0 AS below FROM holders",
    "EN09": f"""{SUBSIDISED} SELECT count(*) FILTER (psn_no IN (
            SELECT psn_no FROM PSN_INSU_D WHERE insutype IN {BASIC} AND begndate <= DATE '2026-12-31'
            AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'
        )) AS above, count(*) AS below FROM holders""",
    "EN10": f"{SUBSIDISED} SELECT {in_fen('sum(subsidy)')} AS above, 0 AS below FROM subsidised",
    "EN20": f"""{SUBSIDISED} SELECT {in_fen("sum(subsidy)")} AS above, count(DISTINCT psn_no) AS below
        FROM subsidised""",
    "EN11": f"""{ENROLLED} SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM enrolled
        WHERE insutype IN {BASIC} AND brdy {YEAR}""",
    "EN12": f"""{ENROLLED} SELECT count(*) AS above, 0 AS below FROM (
            SELECT psn_no FROM enrolled WHERE insutype IN {BASIC} GROUP BY psn_no HAVING count(*) > 1
        )""",
    "EN13": f"""{ENROLLED} SELECT count(*) FILTER (spans > 1) AS above, count(*) AS below FROM (
            SELECT psn_no, count(*) AS spans FROM enrolled WHERE insutype IN {BASIC} GROUP BY psn_no
        )""",
    "EN14": f"""{ENROLLED} SELECT
        (SELECT count(DISTINCT psn_no) FROM enrolled WHERE insutype IN {BASIC}) - count(DISTINCT psn_no) AS above,
        count(DISTINCT psn_no) AS below FROM PSN_INSU_D WHERE insutype IN {BASIC}
        AND begndate <= DATE '2025-12-31' AND coalesce(enddate, DATE '9999-01-01') >= DATE '2025-12-31'""",
    "EN15": f"""{ENROLLED}, heads AS (
            SELECT psn_no, min(insu_admdvs) AS area FROM enrolled WHERE insutype IN {BASIC} GROUP BY psn_no
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
            SELECT psn_no FROM PSN_INSU_D WHERE insutype IN {BASIC} AND begndate <= DATE '2026-12-31'
            AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'
        )) AS above, 0 AS below FROM holders""",
    "EN17": f"""{ENROLLED} SELECT {in_fen("sum(coalesce(clct_paymt, 0) + coalesce(subsidy, 0))")} AS above,
        count(*) AS below FROM enrolled WHERE insutype = '390' AND (clct_paymt IS NOT NULL OR subsidy IS NOT NULL)""",
    "EN18": f"""{ENROLLED} SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM enrolled
        WHERE insutype IN {BASIC} AND (psn_type LIKE '21%' OR psn_type LIKE '12%')""",
    "EN21": f"""{ENROLLED} SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM enrolled WHERE insutype IN {BASIC}
        AND psn_no NOT IN (
            SELECT psn_no FROM PSN_INSU_D WHERE insutype IN {BASIC} AND begndate <= DATE '2025-12-31'
            AND coalesce(enddate, DATE '9999-01-01') >= DATE '2025-12-31'
        )""",
}
