"""What stands side by side is read one after the other."""

from tests.documents.pdf_pages import page_of, read, table, text

SHEET = "0 0 840 595"


def form(x: float, top: float, name: str) -> str:
    """A table of two rows with a title over its middle."""
    grid = table((x, x + 100, x + 200), (top - 40, top - 20, top))
    words = [(name, x + 80, top + 20)]
    words += [
        (f"{name}{n}", x + 5 + 100 * (n % 2), top - 14 - 20 * (n // 2))
        for n in range(4)
    ]
    return grid + "".join(text(*word) for word in words)


def lines(drawing: str, box: str = "0 0 600 800") -> list[str]:
    return [line.text for line in read(page_of(drawing, box)).lines]


def rows(name: str) -> list[str]:
    return [name, f"{name}0\t{name}1", f"{name}2\t{name}3"]


def test_two_pages_on_a_sheet_are_read_one_after_the_other():
    left = form(60, 500, "A") + form(60, 300, "B") + text("-1-", 200, 30)
    right = form(500, 520, "C") + text("-2-", 620, 30)

    expected = [*rows("A"), *rows("B"), "-1-", *rows("C"), "-2-"]
    assert expected == lines(left + right, SHEET)


def test_two_pages_of_prose_on_a_sheet_are_read_one_after_the_other():
    words = "afulllineofprosethatgoesfromsidetosideofitspage"
    left = "".join(text(f"{words}{n}", 60, 500 - 15 * n) for n in range(4))
    right = "".join(text(f"{words}{n}", 480, 500 - 15 * n) for n in range(4, 8))

    assert [f"{words}{n}" for n in range(8)] == lines(left + right, SHEET)


def unruled(x: float, name: str) -> str:
    """A form without rules: labels with their values, one below the other."""
    labels = ("Project", "Department", "Amount", "Target")
    return "".join(
        text(label, x, 500 - 20 * n) + text(f"{name}{n}", x + 150, 500 - 20 * n)
        for n, label in enumerate(labels)
    )


def test_two_forms_without_rules_on_a_sheet_are_read_one_after_the_other():
    read_lines = lines(unruled(60, "left") + unruled(480, "right"), SHEET)

    words = [word for line in read_lines for word in line.split() if word[-1].isdigit()]
    assert [f"{side}{n}" for side in ("left", "right") for n in range(4)] == words


def test_columns_without_rules_over_a_whole_sheet_are_one_table():
    heads = ("First", "Second", "Third", "Value", "Third", "Value")
    at = (60, 180, 300, 380, 500, 640)
    rows = "".join(
        text(f"{head}{n or ''}", x, 500 - 20 * n)
        for n in range(5)
        for head, x in zip(heads, at, strict=True)
    )

    first = lines(rows, SHEET)[0].split()
    assert ["First", "Second", "Third", "Value", "Third", "Value"] == first


def test_a_landscape_page_with_a_wide_table_is_one():
    wide = table((60, 300, 500, 780), (400, 420, 440))
    words = "".join(
        text(f"w{n}", (70, 310, 510)[n % 3], 426 - 20 * (n // 3)) for n in range(6)
    )
    ends = text("maker", 60, 460) + text("unit", 740, 460)

    assert ["makerunit", "w0\tw1\tw2", "w3\tw4\tw5"] == [
        line.replace(" ", "") for line in lines(wide + words + ends, SHEET)
    ]


def test_tables_side_by_side_are_read_each_with_its_title():
    drawing = text("Title of both tables together", 150, 750)
    drawing += form(60, 600, "A") + form(320, 600, "B") + text("Note", 60, 500)

    expected = [
        "Title of both tables together".replace(" ", ""),
        *rows("A"),
        *rows("B"),
        "Note",
    ]
    assert expected == lines(drawing)


def test_what_belongs_to_both_tables_stays_above_them():
    grids = "".join(
        table((x, x + 100, x + 200), (560, 580, 600)) + text(name, x + 5, 586)
        for x, name in ((60, "A"), (320, "B"))
    )
    maker = text("maker", 60, 620) + text("unit", 500, 620)

    assert ["maker unit", "A\t", "B\t"] == lines(grids + maker)


def test_three_tables_side_by_side_are_three():
    drawing = "".join(
        form(x, 500, name) for x, name in ((20, "A"), (240, "B"), (460, "C"))
    )

    assert [*rows("A"), *rows("B"), *rows("C")] == lines(drawing, "0 0 680 700")
