"""Witnesses of the fund's months, its course and what is transferred."""

from tests.measures.witnesses.sql import BASIC, YEAR, in_fen


def _months(above: str, below: str = "0") -> str:
    return f"""SELECT {in_fen(f"sum({above})")} AS above, {in_fen(f"sum({below})")} AS below
        FROM FUND_MONTH_D WHERE month {YEAR} AND insutype IN {BASIC}"""


def _growth(column: str) -> str:
    before = "month BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'"
    return f"""SELECT {in_fen(f"sum({column}) FILTER (month {YEAR}) - sum({column}) FILTER ({before})")} AS above,
        {in_fen(f"sum({column}) FILTER ({before})")} AS below FROM FUND_MONTH_D WHERE insutype IN {BASIC}"""


_LAST_BALANCES = f"""(
    SELECT sum(balance) FROM (
        SELECT * FROM FUND_MONTH_D WHERE month {YEAR} AND insutype IN {BASIC}
        QUALIFY month = max(month) OVER (PARTITION BY insutype)
    )
)"""
OF_FUNDS = {
    "FU01": f"""SELECT {in_fen(_LAST_BALANCES)} AS above, {in_fen("sum(outlay)")} AS below
        FROM FUND_MONTH_D WHERE month {YEAR} AND insutype IN {BASIC}""",
    "FU02": _months("income - outlay", "income"),
    "FU03": _months("income"),
    "FU04": _months("outlay"),
    "FU05": f"SELECT {in_fen(_LAST_BALANCES)} AS above, 0 AS below",
    "FU06": _growth("income"),
    "FU07": _growth("outlay"),
    "FU08": f"""SELECT {in_fen("sum(amount)")} AS above, 0 AS below
        FROM SUBSIDY_RECEIPT WHERE received_on {YEAR}""",
    "FU09": f"SELECT max(received_on) AS day FROM SUBSIDY_RECEIPT WHERE received_on {YEAR}",
    "FU10": f"""SELECT {in_fen("sum(amount) FILTER (received_on <= DATE '2026-12-31')")} AS above,
        {in_fen("sum(due_amount)")} AS below FROM SUBSIDY_RECEIPT WHERE due_on {YEAR} AND due_amount IS NOT NULL""",
    "TF01": f"""SELECT count(*) FILTER (s.happened_on <= c.came_on + 30) AS above, count(*) AS below
        FROM TRANSFER s JOIN (
            SELECT division, year, document, min(happened_on) AS came_on FROM TRANSFER
            WHERE step = '1' AND amount > 0 GROUP BY ALL
        ) c ON s.division = c.division AND s.year = c.year AND s.source = c.document
        WHERE s.step = '3' AND s.amount > 0 AND s.happened_on {YEAR}""",
    "TF02": f"""SELECT {in_fen("sum(amount) FILTER (step = '4')")} AS above,
        {
        in_fen('''sum(amount) FILTER (step = '2' OR (step = '1' AND
            coalesce(other, '') NOT IN (SELECT division FROM TRANSFER)))''')
    } AS below
        FROM TRANSFER WHERE happened_on {YEAR}""",
    "FW01": f"SELECT count(*) AS above, 0 AS below FROM briefs WHERE written_on {YEAR}",
    "FW02": f"SELECT count(*) AS above, 0 AS below FROM warnings WHERE opened_on {YEAR}",
    "FW03": f"""SELECT count(*) FILTER (dealt_on IS NOT NULL AND coalesce(late, FALSE) = FALSE) AS above,
        count(*) AS below FROM warnings WHERE opened_on {YEAR}""",
    "FW04": f"""SELECT {in_fen("sum(paid) FILTER (instant = '1')")} AS above, {in_fen("sum(paid)")} AS below
        FROM INST_CLAIM WHERE fee_month {YEAR} AND paid > 0""",
    "FW05": f"""SELECT count(*) FILTER (checked_on - handed_on <= 15) AS above, count(*) AS below
        FROM RELIEF_RESULT WHERE handed_on IS NOT NULL AND checked_on {YEAR}""",
    "FU11": f"""WITH planned AS (
            SELECT insutype, income AS planned FROM FUND_BUDGET
            WHERE year_begins = DATE '2026-01-01' AND income IS NOT NULL AND insutype IN {BASIC}
            AND insutype IN (SELECT insutype FROM FUND_MONTH_D WHERE month {YEAR})
        ) SELECT (SELECT {in_fen("sum(income)")} FROM FUND_MONTH_D WHERE month {YEAR}
            AND insutype IN (SELECT insutype FROM planned)) AS above,
        {in_fen("sum(planned)")} AS below FROM planned""",
    "FU12": f"""WITH planned AS (
            SELECT insutype, outlay AS planned FROM FUND_BUDGET
            WHERE year_begins = DATE '2026-01-01' AND outlay IS NOT NULL AND insutype IN {BASIC}
            AND insutype IN (SELECT insutype FROM FUND_MONTH_D WHERE month {YEAR})
        ) SELECT (SELECT {in_fen("sum(outlay)")} FROM FUND_MONTH_D WHERE month {YEAR}
            AND insutype IN (SELECT insutype FROM planned)) AS above,
        {in_fen("sum(planned)")} AS below FROM planned""",
    "FU13": f"""SELECT {in_fen("sum(income - outlay)")} AS above, 0 AS below FROM FUND_MONTH_D
        WHERE month {YEAR} AND insutype IN {BASIC}""",
    "FU14": f"""SELECT {in_fen("sum(amount) FILTER (received_on <= due_on)")} AS above,
        {in_fen("sum(due_amount)")} AS below FROM SUBSIDY_RECEIPT WHERE due_on {YEAR} AND due_amount IS NOT NULL""",
}
