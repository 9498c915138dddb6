"""Styles of a page: its own sheets, attributes and roles say how elements are shown."""

from lxml import html

from jixiao.documents.readers.page_styles import styles_of

PAGE = """<html><head><style>/* .a{display:none} */
.row, #top {display: table-row; width: 20%} td.off {visibility: hidden}
.gone{display:none !important} .outer .row{display:none}</style></head><body>
<div class="row">a</div><p id="top">b</p><p class="gone">c</p><i style="display: flex">d</i>
<table><tr><td class="off">e</td></tr></table><div role="row">f</div><p hidden>g</p>
<script>h</script></body></html>"""


def test_elements_are_shown_as_they_are_declared():
    root = html.document_fromstring(PAGE)
    styles = styles_of(root)
    row, top, gone, flex, cell, role, hidden = (
        root.find(f".//{path}")
        for path in ("div", "p", "p[2]", "i", "td", "div[2]", "p[3]")
    )

    assert ["table-row", "table-row", "flex", "table-row"] == [
        styles.display(element) for element in (row, top, flex, role)
    ]
    assert "20%" == styles.style(row)["width"]
    assert [True, False, False, False] == [
        styles.is_shown(element)
        for element in (row, gone, hidden, root.find(".//script"))
    ]
    assert (True, True) == (styles.is_shown(cell), styles.is_blank(cell))
