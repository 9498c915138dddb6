"""Witnesses of listed prices and orders."""

from tests.measures.witnesses.sql import YEAR, in_fen

_LINKED = f"""WITH decided AS (
    SELECT o.*, d.decision, d.old_price, d.new_price FROM PURCHASE_ORDER o, LATERAL (
        SELECT * FROM PRICE_DECISION d
        WHERE d.listing_code = o.listing_code AND d.effective_on <= o.ordered_on
        ORDER BY d.effective_on DESC, d.linkage_no DESC LIMIT 1
    ) d WHERE o.ordered_on {YEAR}
)
"""
OF_PRICES = {
    "LP01": f"""SELECT count(DISTINCT linkage_no) AS above, 0 AS below
        FROM PRICE_DECISION WHERE coalesce(kind, '') <> '3' AND effective_on {YEAR}""",
    "LP08": f"""SELECT count(DISTINCT linkage_no) AS above, 0 AS below
        FROM PRICE_DECISION WHERE kind = '3' AND effective_on {YEAR}""",
    "LP07": f"""SELECT count(DISTINCT rated_on) AS above, 0 AS below
        FROM firm_ratings WHERE rated_on {YEAR}""",
    "LP02": f"""SELECT count(DISTINCT listing_code) AS above, 0 AS below
        FROM PRICE_DECISION WHERE effective_on {YEAR} AND decision = '1'""",
    "LP03": f"""{_LINKED} SELECT {in_fen("sum(quantity * (old_price - price))")} AS above, 0 AS below
        FROM decided""",
    "LP04": f"""{_LINKED} SELECT count(*) FILTER (decision <> '3' AND price <= new_price) AS above,
        count(*) AS below FROM decided""",
    "LP06": f"""SELECT count(DISTINCT fixmedins_code) AS above, 0 AS below
        FROM PURCHASE_ORDER WHERE ordered_on {YEAR}""",
    "LP05": f"""SELECT count(DISTINCT firm_code) AS above, 0 AS below
        FROM FIRM_EVENT WHERE decided_on {YEAR}""",
}
