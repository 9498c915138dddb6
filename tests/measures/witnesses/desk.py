"""Witnesses of the bureau's desk, of automatic audits and of agreements."""

from tests.measures.witnesses.sql import AGREED, IN_FORCE, YEAR, in_fen

OF_DESK = {
    "QK01": f"""SELECT sum(checked - coalesce(wrong, 0)) AS above, sum(checked) AS below
        FROM QUALITY_CHECK WHERE checked_on {YEAR} AND subject LIKE '%参保登记%'""",
    "QK02": f"""SELECT sum(coalesce(wrong, 0)) AS above, sum(checked) AS below
        FROM QUALITY_CHECK WHERE checked_on {YEAR} AND subject LIKE '%参保登记%'""",
    "WT01": f"""SELECT count(*) FILTER (done_on <= DATE '2026-12-31') AS above, count(*) AS below FROM WORK_TASK
        WHERE due_date {YEAR}""",
    "WT02": f"""SELECT count(*) FILTER (done_on <= due_date) AS above, count(*) AS below FROM WORK_TASK
        WHERE due_date {YEAR}""",
    "WT03": f"SELECT max(done_on) AS day FROM WORK_TASK WHERE done_on {YEAR} AND task LIKE '%数据清理%'",
    "CP01": f"""SELECT count(*) AS above, 0 AS below
        FROM COMPLAINT WHERE received_on {YEAR} AND (kind LIKE '%举报%' OR kind LIKE '%线索%')""",
    "CP02": f"""SELECT count(closed_on) AS above, count(*) AS below FROM COMPLAINT WHERE received_on {YEAR}
        AND (kind LIKE '%举报%' OR kind LIKE '%线索%')
        AND NOT (closed_on IS NULL AND coalesce(due_date, DATE '2000-01-01') > DATE '2026-12-31')""",
    "CP03": f"""SELECT count(*) FILTER (closed_on <= due_date) AS above, count(*) AS below FROM COMPLAINT
        WHERE received_on {YEAR} AND (kind LIKE '%举报%' OR kind LIKE '%线索%') AND due_date IS NOT NULL
        AND NOT (closed_on IS NULL AND due_date > DATE '2026-12-31')""",
    "CP04": f"""SELECT count(*) FILTER (proven = '1') AS above, count(proven) AS below FROM COMPLAINT
        WHERE received_on {YEAR} AND (kind LIKE '%举报%' OR kind LIKE '%线索%')""",
    "RS01": f"""SELECT count(*) AS above, 0 AS below
        FROM RELEASE WHERE released_on {YEAR} AND medium LIKE '%视频%'""",
    "RS02": f"SELECT CAST(sum(reads) AS BIGINT) AS above, 0 AS below FROM RELEASE WHERE released_on {YEAR}",
    "SF01": """SELECT count(*) AS above, 0 AS below FROM STAFF_ROSTER WHERE since <= DATE '2026-12-31'
        AND coalesce(until, DATE '9999-01-01') >= DATE '2026-12-31' AND post LIKE '%窗口%'""",
    "SF02": """SELECT count(*) FILTER (certified = '1') AS above, count(certified) AS below FROM STAFF_ROSTER
        WHERE since <= DATE '2026-12-31' AND coalesce(until, DATE '9999-01-01') >= DATE '2026-12-31'""",
    "PP01": f"SELECT count(*) AS above, 0 AS below FROM PAPER WHERE issued_on {YEAR} AND kind LIKE '%报告%'",
    "PP02": f"""SELECT count(*) FILTER (reviewed = '1') AS above, count(reviewed) AS below
        FROM PAPER WHERE issued_on {YEAR}""",
    "PP03": f"""SELECT count(*) FILTER (adopted = '1') AS above, count(adopted) AS below
        FROM PAPER WHERE issued_on {YEAR}""",
    "SI01": """SELECT count(*) AS above, 0 AS below FROM SERVICE_ITEM WHERE opened_on <= DATE '2026-12-31'
        AND coalesce(closed_on, DATE '9999-01-01') >= DATE '2026-12-31'""",
    "SI02": """SELECT count(*) FILTER (online = '1') AS above, count(online) AS below FROM SERVICE_ITEM
        WHERE opened_on <= DATE '2026-12-31' AND coalesce(closed_on, DATE '9999-01-01') >= DATE '2026-12-31'""",
    "CR01": f"""SELECT count(*) FILTER (paid_on <= due_date) AS above, count(*) AS below
        FROM FUND_CLEARING WHERE due_date {YEAR}""",
    "CR02": f"""SELECT {in_fen("sum(paid)")} AS above, 0 AS below
        FROM FUND_CLEARING WHERE paid_on {YEAR} AND (kind LIKE '%异地%' OR kind LIKE '%跨省%')""",
    "CR03": f"""SELECT max(paid_on) AS day
        FROM FUND_CLEARING WHERE paid_on {YEAR} AND (kind LIKE '%异地%' OR kind LIKE '%跨省%')""",
    "AL01": f"SELECT count(*) AS above, 0 AS below FROM RISK_ALERT WHERE pushed_on {YEAR}",
    "WI06": f"""SELECT CAST(sum(epoch(called_at) - epoch(taken_at)) AS BIGINT) AS above, count(*) AS below
        FROM WINDOW_MATTER WHERE accepted_on {YEAR} AND called_at >= taken_at""",
    "WI07": f"""SELECT count(*) FILTER (regexp_matches(office, '乡|镇|街道|村|社区')) AS above, count(office) AS below
        FROM WINDOW_MATTER WHERE accepted_on {YEAR}""",
    "WI08": f"""SELECT count(*) FILTER (satisfied = '1') AS above, count(satisfied) AS below
        FROM WINDOW_MATTER WHERE accepted_on {YEAR}""",
    "SN01": f"SELECT CAST(sum(bills) AS BIGINT) AS above, 0 AS below FROM SCREENING WHERE run_on {YEAR}",
    "SN02": f"""SELECT CAST(sum(least(bills, due)) AS BIGINT) AS above, CAST(sum(due) AS BIGINT) AS below FROM SCREENING
        WHERE run_on {YEAR} AND due IS NOT NULL""",
    "SN03": f"SELECT {in_fen('sum(deducted)')} AS above, 0 AS below FROM SCREENING WHERE run_on {YEAR}",
    "SN04": f"""SELECT CAST(sum(coalesce(handled, 0)) AS BIGINT) AS above, CAST(sum(doubts) AS BIGINT) AS below
        FROM SCREENING WHERE run_on {YEAR} AND doubts IS NOT NULL""",
    "SN05": f"""SELECT CAST(sum(rules_added) AS BIGINT) AS above, 0 AS below
        FROM SCREENING WHERE run_on {YEAR} AND rules_added > 0""",
    "AG01": f"""SELECT count(DISTINCT fixmedins_code) AS above, 0 AS below
        FROM INST_REVIEW WHERE reviewed_on {YEAR}""",
    "AG02": f"""SELECT count(*) FILTER (passed = '1') AS above, count(passed) AS below
        FROM INST_REVIEW WHERE reviewed_on {YEAR}""",
    "AG03": f"""{AGREED} SELECT count(*) FILTER (
            fixmedins_code IN (SELECT fixmedins_code FROM INST_REVIEW WHERE reviewed_on {YEAR})
        ) AS above, count(*) AS below FROM agreed""",
    "AG04": f"""SELECT count(DISTINCT fixmedins_code) AS above, 0 AS below FROM INST_AGREEMENT
        WHERE happened_on {YEAR} AND (step LIKE '%解除%' OR step LIKE '%终止%' OR step LIKE '%取消%')""",
    "AG05": f"""{AGREED} SELECT count(*) FILTER (fixmedins_code IN (
            SELECT fixmedins_code FROM INST_AGREEMENT WHERE happened_on {YEAR}
            AND (step LIKE '%签%' OR step LIKE '%新增%')
        )) AS above, count(*) AS below FROM agreed""",
    "SV01": """SELECT count(DISTINCT fixmedins_code) AS above, 0 AS below FROM OPENED_SERVICE
        WHERE opened_on <= DATE '2026-12-31' AND coalesce(closed_on, DATE '9999-01-01') >= DATE '2026-12-31'
        AND service LIKE '%移动支付%'""",
    "SV02": f"""{AGREED} SELECT count(*) FILTER (fixmedins_code IN (
            SELECT fixmedins_code FROM OPENED_SERVICE WHERE service LIKE '%移动支付%'
            AND opened_on <= DATE '2026-12-31' AND coalesce(closed_on, DATE '9999-01-01') >= DATE '2026-12-31'
        )) AS above, count(*) AS below FROM agreed""",
    "SU15": f"""SELECT CAST(sum(records_checked) AS BIGINT) AS above, 0 AS below
        FROM INSPECTION WHERE inspected_on {YEAR}""",
    "SU16": f"""SELECT sum(reported_on - ended_on) AS above, count(*) AS below FROM INSPECTION
        WHERE inspected_on {YEAR} AND reported_on >= ended_on""",
    "SU17": f"""SELECT count(DISTINCT fixmedins_code) AS above, 0 AS below
        FROM INSPECTION WHERE inspected_on {YEAR} AND handling LIKE '%约谈%'""",
    "SU18": f"""SELECT count(*) AS above, 0 AS below
        FROM INSPECTION WHERE inspected_on {YEAR} AND handling LIKE '%约谈%'""",
    "VP05": f"""SELECT CAST(sum(round((former_price - price) * coalesce(purchased, 0) * 100)) AS BIGINT) AS above,
        0 AS below {IN_FORCE} AND former_price IS NOT NULL AND price IS NOT NULL""",
    "AL02": f"SELECT count(DISTINCT psn_no) AS above, 0 AS below FROM RISK_ALERT WHERE pushed_on {YEAR}",
    "SU19": f"SELECT count(*) AS above, 0 AS below FROM INSPECTION WHERE inspected_on {YEAR} AND problems > 0",
    "SU20": f"""SELECT sum(paid_on - noticed_on) AS above, count(*) AS below FROM TIP_REWARD
        WHERE paid_on {YEAR} AND paid_on >= noticed_on""",
    "VP06": f"""SELECT CAST(sum(round((former_price - price) * coalesce(purchased, 0) * 100)) AS BIGINT) AS above,
        CAST(sum(round(former_price * coalesce(purchased, 0) * 100)) AS BIGINT) AS below
        {IN_FORCE} AND former_price > 0 AND price IS NOT NULL""",
}
