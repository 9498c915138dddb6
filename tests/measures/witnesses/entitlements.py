"""Witnesses of care, entitlements, allowances, contributions and accounts."""

from tests.measures.witnesses.sql import SETTLED, YEAR, in_fen

OF_ENTITLEMENTS = {
    "LC01": f"SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM LTC_BENEFIT WHERE service_month {YEAR}",
    "LC02": f"SELECT count(*) AS above, 0 AS below FROM LTC_BENEFIT WHERE service_month {YEAR}",
    "LC03": f"SELECT {in_fen('sum(fund)')} AS above, 0 AS below FROM LTC_BENEFIT WHERE service_month {YEAR}",
    "LC04": f"""SELECT {in_fen("sum(fund)")} AS above, count(DISTINCT (psn_no, service_month)) AS below
        FROM LTC_BENEFIT WHERE service_month {YEAR}""",
    "LC05": f"""SELECT {in_fen("sum(fund)")} AS above, {in_fen("sum(fee)")} AS below FROM LTC_BENEFIT
        WHERE service_month {YEAR} AND fee IS NOT NULL""",
    "LC06": f"SELECT count(DISTINCT provider) AS above, 0 AS below FROM LTC_BENEFIT WHERE service_month {YEAR}",
    "QU01": f"""SELECT count(*) AS above, 0 AS below
        FROM BENEFIT_QUAL WHERE concluded_on {YEAR} AND passed = '1'""",
    "QU02": f"""SELECT sum(concluded_on - applied_on) AS above, count(*) AS below FROM BENEFIT_QUAL
        WHERE applied_on {YEAR} AND concluded_on >= applied_on""",
    "QU03": f"""SELECT count(*) FILTER (concluded_on <= due_date) AS above, count(*) AS below
        FROM BENEFIT_QUAL WHERE applied_on {YEAR} AND due_date IS NOT NULL
        AND NOT (concluded_on IS NULL AND due_date > DATE '2026-12-31')""",
    "QU04": f"""SELECT count(*) FILTER (agreed = '1') AS above, count(*) AS below FROM BENEFIT_QUAL
        WHERE concluded_on {YEAR} AND rechecked = '1' AND agreed IS NOT NULL""",
    "QU05": f"""SELECT count(*) FILTER (passed = '1') AS above, count(*) AS below FROM BENEFIT_QUAL
        WHERE concluded_on {YEAR} AND passed IS NOT NULL""",
    "MB01": f"SELECT count(*) AS above, 0 AS below FROM MATERNITY_ALLOWANCE WHERE paid_on {YEAR}",
    "MB02": f"SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM MATERNITY_ALLOWANCE WHERE paid_on {YEAR}",
    "MB03": f"""SELECT {in_fen("sum(amount)")} AS above, 0 AS below
        FROM MATERNITY_ALLOWANCE WHERE paid_on {YEAR}""",
    "MB04": f"""SELECT sum(paid_on - accepted_on) AS above, count(*) AS below FROM MATERNITY_ALLOWANCE
        WHERE accepted_on {YEAR} AND paid_on >= accepted_on""",
    "MB05": f"""SELECT count(*) FILTER (paid_on <= due_date) AS above, count(*) AS below FROM MATERNITY_ALLOWANCE
        WHERE accepted_on {YEAR} AND due_date IS NOT NULL AND NOT (paid_on IS NULL AND due_date > DATE '2026-12-31')""",
    "MB06": f"""SELECT {in_fen("sum(amount)")} AS above, count(amount) AS below
        FROM MATERNITY_ALLOWANCE WHERE paid_on {YEAR}""",
    "CT01": f"""SELECT {in_fen("sum(paid) FILTER (coalesce(paid_on, month) <= DATE '2026-12-31')")} AS above,
        {in_fen("sum(due)")} AS below FROM CONTRIBUTION WHERE month {YEAR}""",
    "CT02": f"""SELECT {in_fen("sum(paid) FILTER (coalesce(paid_on, month) <= DATE '2026-12-31')")} AS above, 0 AS below
        FROM CONTRIBUTION WHERE month {YEAR}""",
    "CT03": f"""SELECT {in_fen("sum(paid) FILTER (paid_on <= due_date AND paid_on <= DATE '2026-12-31')")} AS above,
        {in_fen("sum(due)")} AS below FROM CONTRIBUTION WHERE month {YEAR} AND due_date IS NOT NULL""",
    "CT04": f"""SELECT {in_fen("sum(due - come) FILTER (due > come)")} AS above, 0 AS below FROM (
            SELECT due,
            CASE WHEN coalesce(paid_on, month) <= DATE '2026-12-31' THEN coalesce(paid, 0) ELSE 0 END AS come
            FROM CONTRIBUTION WHERE month {YEAR}
        )""",
    "CT05": f"""SELECT count(DISTINCT payer_no) AS above, 0 AS below FROM CONTRIBUTION
        WHERE month {YEAR} AND paid > 0 AND coalesce(paid_on, month) <= DATE '2026-12-31'""",
    "IA01": f"""SELECT count(*) FILTER (credited = due) AS above, count(*) AS below
        FROM ACCOUNT_ENTRY WHERE month {YEAR}""",
    "IA02": f"SELECT {in_fen('sum(credited)')} AS above, 0 AS below FROM ACCOUNT_ENTRY WHERE month {YEAR}",
    "IA03": f"""SELECT count(DISTINCT psn_no) AS above, 0 AS below
        FROM ACCOUNT_ENTRY WHERE month {YEAR} AND credited > 0""",
    "IA04": f"{SETTLED} SELECT {in_fen('sum(net_acct_pay)')} AS above, 0 AS below FROM settled",
    "IA05": f"""{SETTLED} SELECT {in_fen("sum(net_acct_mulaid_pay)")} AS above, 0 AS below
        FROM settled WHERE net_acct_mulaid_pay > 0""",
    "IA06": f"{SETTLED} SELECT count(*) AS above, 0 AS below FROM settled WHERE net_acct_mulaid_pay > 0",
    "QU06": f"""SELECT count(concluded_on) AS above, count(*) AS below FROM BENEFIT_QUAL WHERE applied_on {YEAR}
        AND NOT (concluded_on IS NULL AND coalesce(due_date, DATE '2000-01-01') > DATE '2026-12-31')""",
}
