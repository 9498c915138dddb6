"""Witnesses of surveys, systems, hotline, windows and purchases by volume."""

from tests.measures.witnesses.sql import DUE, IN_FORCE, YEAR, days_of, in_fen, in_time


def _asked(question: str) -> str:
    return f"""SELECT count(*) FILTER (score * 100 >= full_score * 80) AS above, count(*) AS below
        FROM SATISFACTION WHERE answered_on {YEAR} AND {question}"""


def _failed(above: str, where: str = "TRUE", below: str = "count(*)") -> str:
    return f"""SELECT {above} AS above, {below} AS below FROM INCIDENT
        WHERE CAST(reported_at AS DATE) {YEAR} AND coalesce(planned, '0') <> '1' AND {where}"""


_SECONDS = "epoch(responded_at) - epoch(reported_at)"
_ANSWERED = "responded_at >= reported_at"

_ENDED = f"FROM VOLUME_PURCHASE WHERE ends_on {YEAR}"
_CALLED = f"FROM HOTLINE_CALL WHERE CAST(called_at AS DATE) {YEAR}"
_SCREENING = """FROM SYSTEM_USE WHERE regexp_matches(replace(system, ' ', ''), '智能(审核|监控|监管)')
    AND started_on <= DATE '2026-12-31' AND coalesce(stopped_on, DATE '9999-01-01') >= DATE '2026-01-01'"""
OF_SERVICES = {
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
            SELECT DISTINCT replace(system, ' ', '') AS name FROM INCIDENT WHERE CAST(reported_at AS DATE) {YEAR}
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
    "SE08": f"SELECT count(*) AS above, 0 AS below FROM FILING WHERE begndate {YEAR}",
    "SE09": days_of("MANUAL_CLAIM"),
    "SE10": in_time("MANUAL_CLAIM", "accepted_on", "done_on"),
    "SE11": f"SELECT count(done_on) AS above, 0 AS below FROM MANUAL_CLAIM WHERE accepted_on {YEAR}",
    "HO01": f"SELECT count(*) FILTER (answered = '1') AS above, count(answered) AS below {_CALLED}",
    "HO02": in_time("HOTLINE_CALL", "called_at", "closed_on"),
    "HO03": f"SELECT count(*) FILTER (satisfied = '1') AS above, count(satisfied) AS below {_CALLED}",
    "HO04": f"SELECT count(*) AS above, 0 AS below {_CALLED} AND coalesce(answered, '1') <> '0'",
    "WI01": f"SELECT count(*) AS above, 0 AS below FROM WINDOW_MATTER WHERE accepted_on {YEAR}",
    "WI02": in_time("WINDOW_MATTER", "accepted_on", "done_on"),
    "WI03": f"""SELECT count(*) FILTER (channel <> '窗口') AS above, count(channel) AS below
        FROM WINDOW_MATTER WHERE accepted_on {YEAR}""",
    "WI04": days_of("WINDOW_MATTER"),
    "WI05": f"""SELECT count(*) FILTER (done_on = accepted_on) AS above, count(*) AS below
        FROM WINDOW_MATTER WHERE accepted_on {YEAR} AND {DUE}""",
    "SE15": """SELECT count(*) AS above, 0 AS below FROM SERVICE_POINT WHERE kind = '2'
        AND opened_on <= DATE '2026-12-31' AND coalesce(closed_on, DATE '9999-01-01') >= DATE '2026-01-01'""",
    "VP01": f"SELECT sum(coalesce(purchased, 0)) AS above, sum(agreed) AS below {_ENDED} AND agreed > 0",
    "VP02": f"SELECT count(DISTINCT product) AS above, 0 AS below {IN_FORCE}",
    "VP03": f"SELECT count(DISTINCT fixmedins_code) AS above, 0 AS below {IN_FORCE}",
    "VP04": f"""SELECT {in_fen("sum(coalesce(paid_in_time, 0))")} AS above, {in_fen("sum(payable)")} AS below
        {_ENDED} AND payable > 0""",
    "SY07": _failed(
        "CAST(sum(epoch(restored_at) - epoch(reported_at)) AS BIGINT)",
        "restored_at >= reported_at",
    ),
    "SY08": _failed("count(*)", "TRUE", "0"),
    "HO05": f"""SELECT count(closed_on) AS above, count(*) AS below {_CALLED}
        AND (due_date IS NOT NULL OR closed_on IS NOT NULL)
        AND NOT (closed_on IS NULL AND due_date > DATE '2026-12-31')""",
}
