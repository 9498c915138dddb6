"""The national fixed layout."""

import re
import zipfile
from io import BytesIO

import pytest

from jixiao import chinese
from jixiao.documents.document import Document, Source
from jixiao.documents.reader import read_bytes
from jixiao.errors import UnreadableDocument
from jixiao.reading import read_opened
from jixiao.settings import Settings
from tests.documents.ofd import as_ofd, ofd_of, rule, text
from tests.properties.unseen import unseen

SOURCE = Source(path="表.ofd", sha256="0" * 64, format="")


def read(content: bytes, settings: Settings | None = None) -> Document:
    return read_bytes(content, SOURCE, settings or Settings())


def test_forms_printed_as_ofd_are_read_whole():
    for form in map(unseen, range(12)):
        reading = read_opened(read(as_ofd(form)))

        indicators = [i for table in reading.tables for i in table.indicators]
        wanted = {
            (chinese.key(row.name), chinese.key(row.value), row.aspect)
            for row in form.rows
        }
        assert wanted == {
            (chinese.key(i.name), chinese.key(i.target.text), i.aspect or "")
            for i in indicators
        }
        assert all(i.evidence.page == 1 and i.evidence.box for i in indicators)


def test_a_template_is_printed_under_each_page():
    pages = [[text(20, 40, "甲页")], [text(20, 40, "乙页")]]

    document = read(ofd_of(pages, template=[text(20, 20, "表头")]))

    assert ["表头", "甲页", "表头", "乙页"] == [line.text for line in document.lines]
    assert [1, 1, 2, 2] == [line.page for line in document.lines]


def test_a_filled_thin_path_is_a_rule_and_a_hidden_text_is_not_read():
    box = [
        rule(10, 10, 60, 10),
        rule(10, 30, 60, 30),
        rule(10, 10, 10, 30),
        rule(60, 10, 60, 30),
    ]
    bar = (
        '<ofd:PathObject ID="4" Boundary="35 10 0.3 20" Stroke="false" Fill="true">'
        "<ofd:AbbreviatedData>M 0 0 L 0.3 0 L 0.3 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    hidden = text(12, 22, "密").replace(
        "<ofd:TextObject", '<ofd:TextObject Visible="false"'
    )

    document = read(
        ofd_of([[*box, bar, text(12, 15, "左"), text(40, 15, "右"), hidden]])
    )

    assert ["左\t右"] == [line.text for line in document.lines]


def test_a_page_without_text_is_said_to_be_a_picture():
    document = read(ofd_of([[text(20, 40, "甲")], []]))

    assert ["no_text_layer"] == [note.code for note in document.notes]


def without(content: bytes, name: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
    return stream.getvalue()


@pytest.mark.parametrize(
    "lost", ["Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"]
)
def test_a_package_with_a_part_lost_is_said_to_be_damaged(lost: str):
    with pytest.raises(UnreadableDocument, match="已损坏"):
        read(without(ofd_of([[text(20, 40, "甲")]]), lost))


def test_more_pages_than_the_limit_are_refused():
    pages = [[text(20, 40, "甲")]] * 4

    with pytest.raises(UnreadableDocument, match="JIXIAO_MOST_PAGES"):
        read(ofd_of(pages), Settings(most_pages=3))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('DeltaX="', 'DeltaX="g 99999999 1 x '),
        ('DeltaX="', 'DeltaX="g '),
        ('Boundary="', 'Boundary="a b '),
        ('Size="3.5"', 'Size="wide"'),
        ('Size="3.5"', 'Size="inf"'),
        ('Size="3.5"', f'Size="{"9" * 5000}"'),
        ('X="0"', 'X="nan"'),
        ('X="0"', 'X="1e300"'),
    ],
)
def test_a_page_with_places_that_are_none_is_noted_and_the_others_are_read(
    old: str, new: str
):
    spoilt = text(20, 40, "甲乙丙丁").replace(old, new)

    document = read(ofd_of([[spoilt], [text(20, 40, "戊")]]))

    assert ["戊"] == [line.text for line in document.lines]
    assert ["pages_broken"] == [note.code for note in document.notes]


def test_a_rule_that_cannot_be_read_is_noted():
    spoilt = rule(10, 10, 60, 10).replace("L 50", "L nan")
    document = read(ofd_of([[text(20, 40, "甲"), spoilt]]))

    assert ["甲"] == [line.text for line in document.lines]
    assert ["rules_broken"] == [note.code for note in document.notes]


def test_a_page_listed_again_is_read_once_and_noted():
    package = ofd_of([[text(20, 40, "甲")]])
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            content = old.read(member).decode()
            page = re.search(r"<ofd:Page [^>]*/>", content)
            again = page[0] * 2000 if page else ""
            new.writestr(member, content.replace(page[0], again) if page else content)

    document = read(stream.getvalue())

    assert ["甲"] == [line.text for line in document.lines]
    assert ["pages_repeated"] == [note.code for note in document.notes]
