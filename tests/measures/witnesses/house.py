"""Witnesses of what a bureau keeps of its own house."""

from tests.measures.witnesses.sql import YEAR

_IN_USE = (
    "opened_on <= DATE '2026-12-31' "
    "AND coalesce(closed_on, DATE '9999-12-31') >= DATE '2026-01-01'"
)
OF_HOUSE = {
    "AH01": "SELECT count(*) AS above, 0 AS below FROM ARCHIVE_ITEM WHERE year = 2026",
    "AH02": """SELECT count(*) FILTER (trim(coalesce(box_no, '')) <> '') AS above, count(*) AS below
        FROM ARCHIVE_ITEM WHERE year = 2026""",
    "AH03": f"""SELECT count(*) FILTER (result = '1') AS above, count(*) AS below
        FROM FACE_CHECK WHERE result IN ('1', '2') AND checked_at::DATE {YEAR}""",
    "AH04": f"SELECT count(*) AS above, 0 AS below FROM SERVICE_POINT WHERE kind = '1' AND {_IN_USE}",
    "HC01": f"SELECT count(*) AS above, 0 AS below FROM CONTROL_REVIEW WHERE reported_on {YEAR}",
    "HC02": f"""SELECT CAST(sum(coalesce(rectified, 0)) AS BIGINT) AS above,
        CAST(sum(findings) AS BIGINT) AS below
        FROM CONTROL_REVIEW WHERE reported_on {YEAR} AND findings IS NOT NULL""",
    "OP01": f"""SELECT count(*) FILTER (responded_at <= respond_by) AS above, count(*) AS below
        FROM OPINION_CASE WHERE CAST(found_at AS DATE) {YEAR} AND respond_by IS NOT NULL""",
    "OP02": f"""SELECT count(closed_on) AS above, count(*) AS below
        FROM OPINION_CASE WHERE CAST(found_at AS DATE) {YEAR}""",
    "OP03": f"SELECT count(*) AS above, 0 AS below FROM OPINION_BRIEF WHERE issued_on {YEAR}",
    "DS01": f"SELECT count(*) AS above, 0 AS below FROM SITE_INSPECTION WHERE inspected_on {YEAR}",
    "DS02": f"""SELECT count(*) FILTER (passed = '1') AS above, count(passed) AS below
        FROM SITE_INSPECTION WHERE inspected_on {YEAR}""",
    "DS03": f"""SELECT CAST(sum(coalesce(rectified, 0)) AS BIGINT) AS above,
        CAST(sum(faults) AS BIGINT) AS below
        FROM SITE_INSPECTION WHERE inspected_on {YEAR} AND faults IS NOT NULL""",
}
