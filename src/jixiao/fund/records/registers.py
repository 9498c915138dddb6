"""Registers: institutions of a day, who should be insured, the catalogue, filings and visits."""

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.periods import SINCE, holding, with_since, within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="定点医药机构",
    grain=Grain("期末有协议的一家机构", "fixmedins_code", "since", "fixmedins_code"),
    of="FIXMEDINS_B",
    adds=SINCE,
)
def institutions(
    fixmedins_b: ir.Table, period: Period, insured_areas: ir.Table | None = None
) -> ir.Table:
    """Return the institutions under agreement on the last day, of the insured's areas.

    Of all areas where nothing tells those of the insured.
    """
    rows = holding(fixmedins_b, "begndate", "enddate", period.last, period.last)
    rows = with_since(rows, "begndate", period)
    if insured_areas is None:
        return rows
    count = insured_areas.aggregate(areas=insured_areas.count())
    joined = rows.left_join(insured_areas, rows.fix_blng_admdvs == insured_areas.area)
    joined = joined.cross_join(count)
    is_here = (
        joined.area.notnull() | joined.fix_blng_admdvs.isnull() | (joined.areas == 0)
    )
    return joined.filter(is_here)


@record(
    title="参保地区",
    grain=Grain("有人参保的一个地区", "area", place="area"),
    adds={"area": RecordColumn("医保区划", Unit.CODE)},
)
def insured_areas(psn_insu_d: ir.Table) -> ir.Table:
    """Return the areas in which anybody was ever insured."""
    areas = psn_insu_d.select(area="insu_admdvs").distinct()
    return areas.filter(areas.area.notnull())


@record(
    title="应参保人数",
    grain=Grain(
        "一个地区一种险种期末以前最近的一次统计",
        "insutype",
        "counted_on",
        "insu_admdvs",
    ),
    of="POPULATION",
)
def population(population: ir.Table, period: Period) -> ir.Table:
    """Return the last count before the end of the period, of each area and insurance."""
    rows = population.filter(population.counted_on <= period.last)
    of_area = ibis.window(group_by=["insu_admdvs", "insutype"])
    rows = rows.mutate(newest=rows.counted_on.max().over(of_area))
    return rows.filter(rows.counted_on == rows.newest)


@record(
    title="医保目录",
    grain=Grain("一个目录项目的一段有效期", "hilist_code", "begndate"),
    of="HILIST_B",
    adds={"next_begins": RecordColumn("下一段的开始日期", Unit.DAY)},
)
def catalogue(hilist_b: ir.Table) -> ir.Table:
    """Return the periods of items; of two that overlap the later one holds from its first day."""
    of_item = ibis.window(group_by="hilist_code", order_by="begndate")
    return hilist_b.mutate(next_begins=hilist_b.begndate.lead().over(of_item))


@record(
    title="异地就医备案",
    grain=Grain("一人的一次备案", "psn_no", "begndate", of_persons=True),
    of="FILING",
)
def filings(filing: ir.Table) -> ir.Table:
    """Return the filings of care away."""
    return filing


@record(
    title="就诊",
    grain=Grain("有效的一次就诊", "mdtrt_id", "begntime", "fixmedins_code"),
    of="MDTRT_D",
)
def visits(mdtrt_d: ir.Table) -> ir.Table:
    """Return the visits that are valid."""
    return mdtrt_d.filter(mdtrt_d.vali_flag.fill_null("1") != "0")


@record(
    title="机构费用申报和拨付",
    grain=Grain("一次申报", "claim_no", "fee_month", "fixmedins_code"),
    of="INST_CLAIM",
)
def institution_claims(inst_claim: ir.Table, period: Period) -> ir.Table:
    """Return the claims for the fees of the period's months."""
    return within(inst_claim, "fee_month", period)


@record(
    title="因病致贫名单的反馈",
    grain=Grain("一人的一次认定结果", "psn_no", "checked_on", of_persons=True),
    of="RELIEF_RESULT",
)
def relief_results(relief_result: ir.Table, period: Period | None = None) -> ir.Table:
    """Return what was found of listed persons, by the day on which they were looked at."""
    return within(relief_result, "checked_on", period)
