"""Lines and points of service."""

from datetime import date

from jixiao.service.systems.points import LINE, POINT, ServicePoint, points_of

LAST = date(2026, 6, 30)
LISTED = [
    ServicePoint("L1", "专线一", LINE, ""),
    ServicePoint("L2", "专线二", LINE, "", date(2026, 6, 29)),
    ServicePoint("P1", "村卫生室甲", POINT, "H1"),
    ServicePoint("P2", "村卫生室乙", POINT, "H2"),
    ServicePoint("P3", "便民点", POINT, ""),
]


def test_points_that_uploaded_nothing_are_listed():
    came = points_of(LISTED, {"H1"}, LAST)

    assert (1, 3, 1) == (came.lines, came.points, came.uploading)
    assert ["P2"] == [each.number for each in came.silent]
    assert ["P3"] == [each.number for each in came.untold]


def test_without_uploads_nothing_is_told_of_a_point():
    came = points_of(LISTED, None, LAST)

    assert (0, 0, 3) == (came.uploading, len(came.silent), len(came.untold))
