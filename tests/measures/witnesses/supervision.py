"""Witnesses of inspections, rewards and uploads."""

from tests.measures.witnesses.sql import AGREED, YEAR, in_fen


def _inspected(above: str, where: str = "TRUE", below: str = "0") -> str:
    return f"SELECT {above} AS above, {below} AS below FROM INSPECTION WHERE inspected_on {YEAR} AND {where}"


OF_SUPERVISION = {
    "SU01": f"{AGREED} SELECT count(*) AS above, 0 AS below FROM agreed",
    "SU02": f"""{AGREED} SELECT count(*) FILTER (
            fixmedins_code IN (SELECT fixmedins_code FROM INSPECTION WHERE inspected_on {YEAR})
        ) AS above, count(*) AS below FROM agreed""",
    "SU03": _inspected("count(DISTINCT fixmedins_code)"),
    "SU04": _inspected("count(*)"),
    "SU05": _inspected("sum(experts)"),
    "SU06": _inspected(in_fen("sum(recovered)")),
    "SU07": _inspected("count(closed_on)", "problems > 0", "count(*)"),
    "SU08": _inspected(in_fen("sum(fined)")),
    "SU11": _inspected("count(DISTINCT fixmedins_code)", "fined > 0"),
    "SU12": _inspected("count(DISTINCT fixmedins_code)", "problems > 0"),
    "SU13": f"""SELECT count(*) FILTER (paid_on <= DATE '2026-12-31') AS above, count(*) AS below
        FROM TIP_REWARD WHERE noticed_on {YEAR} AND coalesce(waived, '0') <> '1'""",
    "SU14": f"SELECT {in_fen('sum(paid_amount)')} AS above, 0 AS below FROM TIP_REWARD WHERE paid_on {YEAR}",
    "SE05": f"""SELECT sum(least(uploaded, due)) AS above, sum(due) AS below
        FROM UPLOAD WHERE occurred_on {YEAR}""",
    "SE06": f"""SELECT sum(least(on_time, due)) AS above, sum(due) AS below FROM UPLOAD
        WHERE occurred_on {YEAR} AND on_time IS NOT NULL""",
}
