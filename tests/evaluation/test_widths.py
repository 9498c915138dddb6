"""Factors of widths are data, found by kind and months, and never make narrower what is called sure."""

from jixiao.evaluation.widths import claim_of, widths

KINDS = {
    ("level", True),
    ("share", False),
    ("share", True),
    ("total", False),
    ("total", True),
}


def test_every_kind_has_a_factor_for_each_month_that_has_an_interval():
    for kind, known in KINDS:
        for months in range(3, 12):
            rows = [
                row
                for row in widths()["width"]
                if (row["kind"], row["by_last_year"]) == (kind, known)
                and row["months"][0] <= months <= row["months"][1]
            ]
            assert len(rows) == 1, (kind, known, months)
            assert rows[0]["tried"] >= 100


def test_a_claim_bears_the_factors_of_its_kind():
    (row,) = (
        row
        for row in widths()["width"]
        if (row["kind"], row["by_last_year"]) == ("share", True)
        and row["months"] == [6, 8]
    )

    claim = claim_of("share", 7, 0.8, by_last_year=True)

    assert (0.8, float(row["by"])) == (claim.likely, claim.by)
    assert claim.sure >= 1


def test_what_no_back_test_knows_is_as_students():
    claim = claim_of("level", 7, 0.9, by_last_year=False)

    assert (0.9, 1, 1) == (claim.likely, claim.by, claim.sure)
