"""Word files: merges, tracked changes, content controls, text boxes, tables in tables."""

import io

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from jixiao.documents import open_document
from tests.documents.sheets import as_zip


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines(write, document) -> list[str]:
    return [line.text for line in open_document(write(saved(document))).lines]


def test_merged_cells_stand_once_with_their_spans(write):
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "竖"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "横"
    opened = open_document(write(saved(document)))

    assert ["竖\t01\t02", "\t11\t12", "20\t横\t"] == [
        line.text for line in opened.lines
    ]
    spans = {
        cell.text: (cell.row_span, cell.column_span) for cell in opened.grids[0].cells
    }
    assert ((2, 1), (1, 2)) == (spans["竖"], spans["横"])


def test_tracked_changes_are_accepted_and_noted(write):
    document = docx.Document()
    paragraph = document.add_paragraph("原文")
    paragraph._p.append(
        parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>新增</w:t></w:r></w:ins>")
    )
    paragraph._p.append(
        parse_xml(
            f"<w:del {nsdecls('w')}><w:r><w:delText>删去</w:delText></w:r></w:del>"
        )
    )
    opened = open_document(write(saved(document)))

    assert ["原文新增"] == [line.text for line in opened.lines]
    assert ["tracked_changes"] == [note.code for note in opened.notes]


def test_a_table_in_a_table_follows_it(write):
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "外"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内甲", "内乙"

    assert ["外\t", "内甲\t内乙"] == lines(write, document)


def test_a_text_box_follows_its_paragraph(write):
    document = docx.Document()
    box = (
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    document.add_paragraph("段落")._p.append(parse_xml(box))

    assert ["段落", "框里"] == lines(write, document)


def raw(body: str, **parts: str) -> bytes:
    """A Word file of XML as programs other than Word write it."""
    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    document = f"<w:document {spaces}><w:body>{body}</w:body></w:document>"
    notes = {
        f"word/{name}.xml": f"<w:{name} {spaces}>{inner}</w:{name}>"
        for name, inner in parts.items()
    }
    members = {"word/document.xml": document, **notes}
    return as_zip({name: text.encode() for name, text in members.items()})


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inner = "".join(
        each if each.startswith("<w:tr>") else f"<w:tr>{each}</w:tr>" for each in rows
    )
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>"


def read(write, body: str, **parts: str) -> tuple[list[str], list[str]]:
    """The lines of a document and the codes of its notes."""
    opened = open_document(write(raw(body, **parts)))
    return [line.text for line in opened.lines], [note.code for note in opened.notes]


def test_a_table_inside_stands_after_its_row_and_before_the_next(write):
    inner = tbl(tc("内甲") + tc("内乙"))
    merged = ['<w:vMerge w:val="restart"/>', "<w:vMerge/>"]
    body = tbl(
        tc("头") + tc("值"),
        tc("指标", merged[0]) + tc(p("上") + inner + p("下")),
        tc("", merged[1]) + tc("尾"),
    )

    assert (["头\t值", "指标\t上下", "内甲\t内乙", "\t尾"], []) == read(write, body)


def test_a_table_that_only_lays_out_the_page_is_none(write):
    left, right = tbl(tc("左甲") + tc("左乙")), tbl(tc("右甲") + tc("右乙"))
    opened = open_document(write(raw(tbl(tc(left + p("")) + tc(right + p(""))))))

    assert ["左甲\t左乙", "右甲\t右乙"] == [line.text for line in opened.lines]
    assert 2 == len(opened.grids)


def test_a_text_box_in_a_cell_follows_its_row(write):
    box = (
        "<w:p><w:r><w:t>格</w:t><w:pict><w:txbxContent>"
        f"{tbl(tc('框甲') + tc('框乙'))}</w:txbxContent></w:pict></w:r></w:p>"
    )
    body = tbl(tc(box) + tc("旁"), tc("下") + tc("行"))

    assert (["格\t旁", "框甲\t框乙", "下\t行"], []) == read(write, body)


def test_a_floating_table_stands_where_it_is_anchored(write):
    floating = tbl(tc("甲") + tc("乙")).replace(
        "<w:tblGrid>", '<w:tblPr><w:tblpPr w:tblpY="99"/></w:tblPr><w:tblGrid>'
    )

    assert ["前", "甲\t乙", "后"] == read(write, p("前") + floating + p("后"))[0]


def test_hidden_rows_and_words_are_noted_and_not_read(write):
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{tc('藏') + tc('起')}</w:tr>"
    body = tbl(tc("甲") + tc("乙"), hidden, tc("丙") + tc("丁"))
    body += p("看不见", "<w:vanish/>") + p("看得见", '<w:vanish w:val="0"/>')

    expected = ["甲\t乙", "丙\t丁", "看得见"], ["hidden_text"]
    assert expected == read(write, body)


def test_what_a_style_or_a_flat_row_hides_is_noted_and_not_read(write):
    flat = '<w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>'
    body = tbl(tc("甲") + tc("乙"), f"<w:tr>{flat}{tc('藏') + tc('起')}</w:tr>")
    body += p("看不见", '<w:rStyle w:val="Built"/>')
    body += p("整段").replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="Gone"/></w:pPr>')
    styles = (
        '<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Built"><w:basedOn w:val="Gone"/></w:style>'
    )

    assert (["甲\t乙"], ["hidden_text"]) == read(write, body, styles=styles)


def test_white_words_are_read_and_noted_but_not_on_a_dark_cell(write):
    white = p("白字", '<w:color w:val="FFFFFF"/>')
    dark = tc(white, '<w:shd w:val="clear" w:fill="1F4E79"/>')

    assert (["白字\t乙"], []) == read(write, tbl(dark + tc("乙")))
    assert (["白字\t乙"], ["white_text"]) == read(write, tbl(tc(white) + tc("乙")))


def test_a_text_box_alone_in_a_paragraph_is_what_its_cell_says(write):
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('≥5次')}</w:txbxContent></w:pict></w:r></w:p>"

    assert (["次数\t≥5次"], []) == read(write, tbl(tc("次数") + tc(box)))


def test_two_forms_in_one_table_are_two_tables(write):
    labels = ("项目名称", "主管部门", "实施单位", "联系电话")
    rows = ["".join(map(tc, (label, "甲", label, "乙"))) for label in labels]

    assert 2 == len(open_document(write(raw(tbl(*rows)))).grids)


def test_cells_merged_across_in_the_old_way_are_one(write):
    first, more = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    body = tbl(tc("宽", first) + tc("", more) + tc("乙"), tc("1") + tc("2") + tc("3"))
    opened = open_document(write(raw(body)))

    assert ["宽\t\t乙", "1\t2\t3"] == [line.text for line in opened.lines]
    assert 2 == opened.grids[0].cells[0].column_span


def test_a_span_that_lies_moves_no_cell_and_is_noted(write):
    width = '<w:tcW w:w="{}" w:type="dxa"/>'.format
    wide = f'{width(3000)}<w:gridSpan w:val="999999999"/>'
    rows = (
        tc("一级") + tc("二级") + tc("名称") + tc("值"),
        tc("产出", wide) + tc("次数", width(3000)) + tc("≥5", width(1500)),
    )
    body = tbl(*rows, widths=(1000, 2000, 3000, 1500))

    expected = ["一级\t二级\t名称\t值", "产出\t\t次数\t≥5"], ["spans_repaired"]
    assert expected == read(write, body)


def test_signs_of_other_fonts_and_formulas_are_read(write):
    body = (
        '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r></w:p>'
        "<w:p><m:oMath><m:r><m:t>≤3</m:t></m:r></m:oMath></w:p>"
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r></w:p>'
        '<w:p><w:r><w:sym w:font="Other" w:char="F011"/></w:r></w:p>'
    )

    assert (["≥95%", "≤3", "☑是", "\ufffd"], ["unknown_signs"]) == read(write, body)


def test_footnotes_stand_below_and_embedded_objects_are_noted(write):
    note = f'<w:footnote w:type="separator">{p("—")}</w:footnote>'
    note += f"<w:footnote>{p('注：当年数')}</w:footnote>"
    body = p("正文") + "<w:p><w:r><w:object/></w:r></w:p>"

    expected = ["正文", "注：当年数"], ["embedded_unread"]
    assert expected == read(write, body, footnotes=note)


def test_a_table_of_one_cell_is_what_its_cell_says(write):
    body = tbl(tc("次数") + tc(tbl(tc("≥5次")) + p("")))

    assert (["次数\t≥5次"], []) == read(write, body)


def test_a_frame_around_a_form_keeps_the_order_of_what_it_holds(write):
    inner = p("目标表") + tbl(tc("甲") + tc("乙")) + p("填表人")

    assert (["目标表", "甲\t乙", "填表人"], []) == read(write, tbl(tc(inner)))


def test_a_row_that_was_deleted_is_noted_and_not_read(write):
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('旧') + tc('1')}</w:tr>"
    body = tbl(tc("甲") + tc("乙"), deleted)

    assert (["甲\t乙"], ["tracked_changes"]) == read(write, body)


def test_how_a_word_is_said_is_not_read(write):
    ruby = "<w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r>"
    body = f"<w:p><w:r><w:ruby>{ruby}</w:rubyBase></w:ruby></w:r></w:p>"

    assert (["拼"], []) == read(write, body)
