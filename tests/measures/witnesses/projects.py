"""Witnesses of events, payments and purchases."""

from tests.measures.drawn_records import PROJECT
from tests.measures.witnesses.sql import ENROLLED, YEAR, in_fen

_HELD = "kind NOT LIKE '%差旅%' AND kind NOT LIKE '%劳务%' AND kind NOT LIKE '%费'"
_TRAINED = f"kind LIKE '%培训%' AND {_HELD}"
_SPOKEN = f"(kind LIKE '%培训%' OR kind LIKE '%宣讲%') AND {_HELD}"
_PUBLICITY = f"(kind LIKE '%宣传%' OR kind LIKE '%宣讲%') AND {_HELD}"
_AWAY_ON_DUTY = "(kind LIKE '%差旅%' OR kind LIKE '%出差%' OR kind LIKE '%调研%' OR kind LIKE '%核查%')"


def _events(above: str, where: str, below: str = "count(*)") -> str:
    return f"SELECT {above} AS above, {below} AS below FROM ACTIVITY WHERE held_on {YEAR} AND {where}"


OF_EVENTS = {
    "AC01": _events("count(*)", _TRAINED),
    "AC02": _events("sum(coalesce(participants, 0))", _SPOKEN),
    "AC03": _events(
        "sum(coalesce(passed, 0))", f"{_TRAINED} AND examined > 0", "sum(examined)"
    ),
    "AC04": _events("count(*)", _PUBLICITY),
    "AC05": _events("sum(coalesce(printed, 0))", "TRUE"),
    "AC06": _events("sum(coalesce(participants, 0))", _AWAY_ON_DUTY),
    "AC07": _events("count(*)", "kind LIKE '%会议%'"),
    "AC08": _events(
        in_fen("sum(cost)"),
        f"{_AWAY_ON_DUTY} AND cost IS NOT NULL AND participants > 0",
        "sum(participants)",
    ),
    "AC09": _events(in_fen("sum(cost)"), "kind LIKE '%会议%' AND cost IS NOT NULL"),
    "AC10": _events("count(*)", f"{_TRAINED} AND subject LIKE '%基金监管%'"),
    "AC11": _events(
        "sum(coalesce(participants, 0))", f"{_SPOKEN} AND subject LIKE '%基金监管%'"
    ),
    "AC13": f"""SELECT max(held_on) AS day FROM ACTIVITY WHERE held_on {YEAR}
        AND (kind LIKE '%宣传%' OR kind LIKE '%宣讲%')""",
    "AC12": _events("count(*)", f"{_PUBLICITY} AND subject LIKE '%基金监管%'"),
}
_OF_PROJECT = f"replace(project_name, ' ', '') = '{PROJECT}'"


def _paid(above: str, where: str = "TRUE", below: str = "0") -> str:
    return f"SELECT {above} AS above, {below} AS below FROM BUDGET_PAYMENT WHERE paid_date {YEAR} AND {where}"


def _delivered(above: str, where: str = "TRUE", below: str = "0") -> str:
    return f"SELECT {above} AS above, {below} AS below FROM DELIVERY WHERE delivered_on {YEAR} AND {where}"


_ACCEPTED = "CAST(sum(coalesce(accepted_quantity, quantity)) * 10000 AS BIGINT)"
_QUANTITY = "CAST(sum(quantity) * 10000 AS BIGINT)"
OF_SPENDING = {
    "EN07": f"""{ENROLLED} SELECT
        (SELECT {in_fen("sum(amount)")} FROM BUDGET_PAYMENT WHERE paid_date {YEAR} AND {_OF_PROJECT}) AS above,
        count(DISTINCT psn_no) AS below FROM enrolled""",
    "SP01": _paid(in_fen("sum(amount)"), _OF_PROJECT),
    "SP02": _paid(in_fen("sum(amount)"), f"{_OF_PROJECT} AND purpose LIKE '%印刷费%'"),
    "SP03": _paid(
        "count(*) FILTER (paid_date <= due_date)",
        "due_date IS NOT NULL AND amount > 0",
        "count(*)",
    ),
    "SP04": f"""SELECT max(day) AS day FROM (
            SELECT paid_date AS day FROM BUDGET_PAYMENT WHERE paid_date {YEAR} AND amount > 0 AND {_OF_PROJECT}
            UNION ALL SELECT delivered_on FROM DELIVERY WHERE delivered_on {YEAR}
            AND coalesce(accepted_quantity, quantity) > 0 AND {_OF_PROJECT}
            UNION ALL SELECT held_on FROM ACTIVITY WHERE held_on {YEAR} AND {_OF_PROJECT}
        )""",
    "SP05": f"""SELECT
        (SELECT {in_fen("sum(amount)")} FROM BUDGET_PAYMENT WHERE paid_date {YEAR} AND {_OF_PROJECT}) AS above,
        {in_fen("sum(amount)")} AS below FROM PROJECT_BUDGET WHERE effective_on {YEAR} AND {_OF_PROJECT}""",
    "PU01": _delivered(_ACCEPTED, "item LIKE '%电脑%'"),
    "PU02": _delivered(_ACCEPTED, below=_QUANTITY),
    "PU03": _delivered(
        "CAST(sum(amount) * 1000000 AS BIGINT)",
        "item LIKE '%电脑%' AND amount IS NOT NULL",
        _QUANTITY,
    ),
    "PU04": f"""SELECT max(delivered_on) AS day FROM DELIVERY WHERE delivered_on {YEAR}
        AND coalesce(accepted_quantity, quantity) > 0""",
}
