"""Knowledge points: what published batches say of a code, each with the days it holds."""

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record, table_columns
from jixiao.fund.records.proven import Grain

POINT_TABLE = "KB_POINT"
"""What the platform's table of points is called."""
_POINT = table_columns(POINT_TABLE)


@record(
    title="知识点",
    grain=Grain("一个知识点的一个值", "kp_id", "begndate"),
    of=POINT_TABLE,
)
def knowledge_points(kb_point: ir.Table) -> ir.Table:
    """Return the points, each ended on the day before the one that replaces it begins."""
    later = kb_point.select(
        later_id="kp_id", last=kb_point.begndate - ibis.interval(days=1)
    )
    rows = kb_point.left_join(later, kb_point.replaced_by == later.later_id)
    return rows.mutate(enddate=ibis.least(rows.enddate, rows["last"])).filter(
        lambda row: row.enddate.isnull() | (row.enddate >= row.begndate)
    )


@record(
    title="用到的编码的知识点",
    grain=Grain("一个知识点对一个用到的编码", "kp_id", "begndate"),
    adds={
        **{
            name: _POINT[name]
            for name in ("kp_id", "kind", "allowed", "least", "most", "span")
        },
        "code": RecordColumn("用到的编码", Unit.TEXT),
        "other": RecordColumn("用到的另一编码", Unit.TEXT),
        "begndate": _POINT["begndate"],
        "enddate": _POINT["enddate"],
    },
    kept="coded_points",
)
def coded_points(
    knowledge_points: ir.Table,
    audited_lines: ir.Table | None = None,
    audited_diagnoses: ir.Table | None = None,
    audited_operations: ir.Table | None = None,
) -> ir.Table:
    """Return the points by the whole codes that occur, so that rules compare codes for equality.

    A point whose `by_prefix` is 1 speaks of every code that begins with its own; any other of its
    own code alone. `other` is none where no code occurs that the point names beside the first.
    """
    codes = _occurring(audited_lines, audited_diagnoses, audited_operations)
    stems = _with_stems(codes)
    points = knowledge_points.mutate(
        stem=ibis.ifelse(
            knowledge_points.by_prefix.fill_null("0") == "1", "1", "0"
        ).concat(knowledge_points.hilist_code),
        other_stem=ibis.ifelse(
            knowledge_points.by_prefix.fill_null("0") == "1", "1", "0"
        ).concat(knowledge_points.other_code),
    )
    rows = points.join(stems, points.stem == stems.of_stem)
    others = stems.select(other="code", beside="of_stem")
    return rows.left_join(others, rows.other_stem == others.beside)


def _occurring(*tables: ir.Table | None) -> ir.Table:
    columns = ("hilist_code", "diag_code", "oprn_oprt_code")
    there = [
        table.select(code=name)
        for table, name in zip(tables, columns, strict=True)
        if table is not None
    ]
    if not there:
        return ibis.memtable({"code": []}, schema={"code": "string"})
    codes = there[0] if len(there) == 1 else ibis.union(*there)
    return codes.filter(codes.code.notnull()).distinct()


def _with_stems(codes: ir.Table) -> ir.Table:
    """Return each code under itself (0…) and under each of its beginnings (1…)."""
    whole = codes.mutate(of_stem=ibis.literal("0").concat(codes.code))
    lengths = codes.mutate(length=ibis.range(1, codes.code.length() + 1).unnest())
    begun = lengths.mutate(
        of_stem=ibis.literal("1").concat(lengths.code.substr(0, lengths.length))
    )
    return whole.union(begun.drop("length"))
