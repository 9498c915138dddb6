"""Witnesses of settlements."""

from tests.measures.witnesses.sql import (
    ASSISTED,
    AWAY,
    BASIC,
    FIRST_POOR,
    POOR,
    SETTLED,
    STAY,
    VISIT,
    count_of,
    in_fen,
    of_settled,
    of_stays,
)

_ONCE = (
    f"DISTINCT CASE WHEN med_type IN {STAY} THEN psn_no || mdtrt_id ELSE setl_id END"
)
_MAJOR = "net_hifmi_pay + net_hifob_pay"
_BURDEN = "greatest(net_scope - net_fund + net_maf_pay, net_maf_pay)"
_TWO = f"""med_type IN {VISIT} AND insutype = '390' AND net_hifp_pay > 0
    AND (dise_name LIKE '%高血压%' OR dise_name LIKE '%糖尿病%')"""


def _areas(where: str) -> str:
    return f"""{SETTLED}, areas AS (
        SELECT DISTINCT insu_admdvs[1:4] AS area FROM PSN_INSU_D WHERE insu_admdvs IS NOT NULL
        AND begndate <= DATE '2026-12-31' AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'
    ) SELECT count(*) FILTER (area IN (SELECT insu_admdvs[1:4] FROM settled WHERE {where})) AS above,
    count(*) AS below FROM areas"""


def _growth_of_the_mean(where: str) -> str:
    """Hold the year's settlements against the mean of the year before, to the fen."""
    fen = in_fen("net_medfee_sumamt")
    return f"""{SETTLED}, before AS (
        SELECT sum({fen}) AS fees, count(*) FILTER (coalesce(mid_setl_flag, '0') <> '1') AS times
        FROM stood WHERE CAST(setl_time AS DATE) BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
        AND insutype IN {BASIC} AND {where}
    ), usual AS (SELECT CAST(floor(fees / times + 0.5) AS BIGINT) AS fen FROM before WHERE times > 0)
    SELECT sum({fen} - CASE WHEN is_midway THEN 0 ELSE usual.fen END) AS above,
        sum(CASE WHEN is_midway THEN 0 ELSE usual.fen END) AS below
    FROM settled, usual WHERE insutype IN {BASIC} AND {where}"""


OF_SETTLEMENTS = {
    "BE01": of_stays(
        in_fen("net_hifp_pay"), in_fen("net_scope"), "net_scope IS NOT NULL"
    ),
    "BE02": of_stays(in_fen("net_fund"), in_fen("net_scope"), "net_scope IS NOT NULL"),
    "BE03": of_stays(in_fen("net_fund"), in_fen("net_medfee_sumamt")),
    "BE04": of_settled(
        in_fen("net_hifp_pay"),
        in_fen("net_scope"),
        f"med_type IN {VISIT} AND insutype IN {BASIC} AND net_scope IS NOT NULL",
    ),
    "BE05": of_stays(
        in_fen("net_medfee_sumamt"), "CASE WHEN is_midway THEN 0 ELSE 1 END"
    ),
    "BE06": of_stays("1", "1", "NOT is_midway"),
    "BE07": of_settled("1", "1", f"med_type IN {VISIT} AND insutype IN {BASIC}"),
    "BE08": count_of(_ONCE, f"{_MAJOR} > 0"),
    "BE09": of_settled(
        in_fen(_MAJOR),
        in_fen(f"greatest(net_scope - net_hifp_pay, {_MAJOR})"),
        f"{_MAJOR} > 0 AND net_scope IS NOT NULL",
    ),
    "BE11": of_stays(
        in_fen(f"net_hifp_pay + {_MAJOR} + net_maf_pay"),
        in_fen("net_scope"),
        "net_scope IS NOT NULL",
    ),
    "BE12": of_stays(
        "greatest(enddate - begndate, 1)",
        "CASE WHEN is_midway THEN 0 ELSE 1 END",
        "enddate >= begndate",
    ),
    "BE13": of_stays(
        "CAST(insu_admdvs = fix_blng_admdvs AS INT)",
        "1",
        "NOT is_midway AND insu_admdvs IS NOT NULL AND fix_blng_admdvs IS NOT NULL",
    ),
    "BE14": count_of("DISTINCT psn_no", f"{_MAJOR} > 0"),
    "BE15": of_settled(in_fen(_MAJOR), "1", f"{_MAJOR} > 0"),
    "BE16": f"""{SETTLED} SELECT
        (SELECT count(*) FROM settled WHERE med_type IN {STAY} AND insutype IN {BASIC} AND NOT is_midway) AS above,
        count(DISTINCT psn_no) AS below FROM PSN_INSU_D WHERE insutype IN {BASIC}
        AND begndate <= DATE '2026-12-31' AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'""",
    "BE17": count_of("DISTINCT psn_no", _TWO),
    "BE18": count_of("*", _TWO),
    "BE21": f"""{SETTLED} SELECT
        (SELECT {in_fen("sum(net_medfee_sumamt)")} FROM settled WHERE insutype IN {BASIC}) AS above,
        count(DISTINCT psn_no) AS below FROM PSN_INSU_D WHERE insutype IN {BASIC}
        AND begndate <= DATE '2026-12-31' AND coalesce(enddate, DATE '9999-01-01') >= DATE '2026-12-31'""",
    "BE22": f"""{SETTLED} SELECT sum({in_fen(_MAJOR)}) AS above, count(DISTINCT psn_no) AS below
        FROM settled WHERE {_MAJOR} > 0""",
    "BE24": count_of("DISTINCT psn_no", f"med_type IN {VISIT} AND net_fund > 0"),
    "BE25": f"""{SETTLED} SELECT sum({in_fen("net_fund")}) AS above, count(DISTINCT psn_no) AS below
        FROM settled WHERE med_type IN {VISIT} AND net_fund > 0""",
    "BE26": of_settled(
        in_fen("net_psn_pay"),
        in_fen("net_medfee_sumamt"),
        "med_type IN ('51', '52', '53') AND net_psn_pay IS NOT NULL",
    ),
    "SE13": count_of(_ONCE, f"{AWAY} AND direct = 1"),
    "BE19": count_of(_ONCE, "med_type IN ('51', '52', '53') AND net_fund > 0"),
    "BE20": of_settled(
        in_fen("net_fund"), "1", "med_type IN ('51', '52', '53') AND net_fund > 0"
    ),
    "AS01": count_of(_ONCE, ASSISTED),
    "AS02": count_of("DISTINCT psn_no", ASSISTED),
    "AS03": of_settled(
        in_fen("net_maf_pay"),
        in_fen(_BURDEN),
        f"med_type IN {STAY} AND identity IN {FIRST_POOR} AND net_scope IS NOT NULL",
    ),
    "AS04": of_settled(
        in_fen("net_maf_pay"),
        in_fen(_BURDEN),
        f"med_type IN {VISIT} AND identity IN {FIRST_POOR} AND net_scope IS NOT NULL",
    ),
    "AS05": of_settled(in_fen("net_maf_pay"), "1", ASSISTED),
    "AS06": of_settled(
        in_fen("net_psn_pay"),
        in_fen("net_medfee_sumamt"),
        f"med_type IN {STAY} AND identity IN {POOR} AND net_psn_pay IS NOT NULL",
    ),
    "SE01": of_settled(
        "direct", "1", f"{_MAJOR} + net_maf_pay > 0 AND direct IS NOT NULL"
    ),
    "SE02": of_settled("direct", "1", f"{AWAY} AND direct IS NOT NULL"),
    "SE12": of_settled(
        "CASE WHEN EXISTS (SELECT 1 FROM FILING g WHERE g.psn_no = settled.psn_no "
        "AND g.begndate <= coalesce(settled.begndate, CAST(setl_time AS DATE)) "
        "AND coalesce(g.enddate, DATE '9999-01-01') "
        ">= coalesce(settled.begndate, CAST(setl_time AS DATE))) THEN 1 ELSE 0 END",
        "1",
        AWAY,
    ),
    "SE03": _areas(f"{AWAY} AND direct = 1"),
    "SE04": of_settled(
        "CASE WHEN direct = 1 AND CAST(setl_time AS DATE) <= enddate THEN 1 ELSE 0 END",
        "1",
        "med_type IN ('11', '13', '14') AND direct IS NOT NULL AND enddate IS NOT NULL",
    ),
    "SE07": _areas(f"{_MAJOR} + net_maf_pay > 0 AND direct = 1"),
    "BE28": f"""{SETTLED} SELECT {in_fen("sum(net_medfee_sumamt)")} AS above, count(*) AS below FROM settled
        WHERE med_type IN {VISIT} AND insutype IN {BASIC}""",
    "BE29": of_stays(in_fen("net_fund"), "1"),
    "BE30": of_settled(
        in_fen("net_fund"), "1", f"med_type IN {VISIT} AND insutype IN {BASIC}"
    ),
    "BE31": count_of("DISTINCT psn_no", f"med_type IN {STAY} AND insutype IN {BASIC}"),
    "BE33": of_stays(
        in_fen("net_medfee_sumamt - net_scope"),
        in_fen("net_medfee_sumamt"),
        "net_scope IS NOT NULL",
    ),
    "AS07": f"""{SETTLED} SELECT sum({in_fen("net_maf_pay")}) AS above, count(DISTINCT psn_no) AS below
        FROM settled WHERE {ASSISTED}""",
    "SE18": of_settled(in_fen("net_fund"), "1", AWAY),
    "SE19": f"""{SETTLED} SELECT count(*) FILTER (mdtrt_cert_type = '01') AS above, count(*) AS below
        FROM settled WHERE insutype IN {BASIC} AND coalesce(direct, 1) = 1 AND coalesce(mdtrt_cert_type, '') <> ''""",
    "SE20": count_of("*", f"insutype IN {BASIC} AND mdtrt_cert_type = '01'"),
    "BE34": _growth_of_the_mean(f"med_type IN {STAY}"),
    "BE35": _growth_of_the_mean(f"med_type IN {VISIT}"),
}
