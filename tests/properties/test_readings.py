"""Laws that hold for every document."""

import tempfile
import unicodedata
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao import chinese
from jixiao.errors import JixiaoError
from jixiao.reading import DocumentReading, read_document
from tests.conftest import EXAMPLES
from tests.documents.ofd import as_ofd
from tests.documents.sheets import as_docx, as_html, as_pdf, as_xlsx, as_zip
from tests.drawn import drawn, examples, few
from tests.properties.unseen import unseen

DOCUMENTS = sorted(EXAMPLES.glob("*/*.txt"))
PIECES = [
    "项目名称", "主管部门", "实施单位", "项目属性", "项目期", "项目资金", "（万元）",
    "年度资金总额", "其中：财政拨款", "年度总体目标", "一级指标", "二级指标", "三级指标", "指标值",
    "产出指标", "数量指标", "成本指标（必填）", "效益指标", "社会效益", "指标", "满意度指标",
    "服务对象满意度", "指标1：", "≥95%", "2021年11月31日", "无", "12 万元", "产", "出",
    "一般公共预算财政拨款支出表", "部门收入总表", "210", "2101505", "184.30", "--5.41", "总计",
    "情况说明", "基本支出", "\t", "\n", "\f", " ", "　", "（", "）", "：", "、", "。", "甲",
    "附件2", "(2026年)", "绩效目标表", "填表人：",
]  # fmt: skip
DROPPED = ("evidence", "chapters", "source", "coverage", "sections")
texts = st.one_of(
    st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=120).map("".join)
)


def read_text(text: str | bytes) -> DocumentReading | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.txt"
        path.write_bytes(
            text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        )
        try:
            return read_document(path)
        except JixiaoError as error:
            _is_plain(error)
            return None


def _is_plain(error: JixiaoError) -> None:
    assert "请" in str(error)


@drawn
@settings(
    max_examples=examples(250),
    deadline=2000,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(texts)
def test_any_text_gives_a_reading_or_a_message_and_every_line_is_accounted_for(
    text: str,
):
    reading = read_text(text)

    if reading:
        count = reading.coverage
        assert count.lines == count.used + count.labels + count.unread
        assert (count.unread == 0) is (reading.unread == ())


def _starts_an_office(content: bytes) -> bool:
    """Whether LibreOffice is asked, whose start alone takes longer than a reading may."""
    return content.lstrip().startswith(b"{\\rtf")


@drawn
@settings(max_examples=examples(150), deadline=2000)
@given(st.binary(max_size=600).filter(lambda content: not _starts_an_office(content)))
def test_any_bytes_give_a_reading_or_a_message(content: bytes):
    read_text(content)


FILES = {
    kind: make(
        "项目支出绩效目标表\n项目名称\t医保宣传\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t场次\t3场"
    )
    for kind, make in (
        ("pdf", as_pdf),
        ("docx", as_docx),
        ("xlsx", as_xlsx),
        ("html", as_html),
    )
}
FILES["ofd"] = as_ofd(unseen(1))
FILES["zip"] = as_zip({"a.docx": FILES["docx"], "b.txt": "文".encode()})


@drawn
@settings(
    max_examples=examples(200),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_spoilt_file_of_any_format_gives_a_reading_or_a_message(
    kind: str, data: st.DataObject
):
    """Bytes changed, cut off, or doubled anywhere."""
    content = bytearray(FILES[kind])
    place = st.integers(0, len(content) - 1)
    for at in data.draw(st.lists(place, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        content = content[: data.draw(place)]
    if data.draw(st.booleans()):
        content += content[: data.draw(place)] if content else b""

    read_text(bytes(content))


@drawn
@settings(
    max_examples=examples(100),
    deadline=2000,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(texts)
def test_nothing_is_invented(text: str):
    reading = read_text(text)

    printed = chinese.key(text.replace("\f", "").replace("\ufeff", ""))
    for table in reading.tables if reading else ():
        for indicator in table.indicators:
            assert chinese.key(indicator.target.text) in printed
            for word in indicator.name.split():
                assert set(chinese.key(word)) <= set(printed)


def essence(reading: DocumentReading | None) -> object:
    """Give a reading without the numbers of its lines, in half width."""
    assert reading

    def plain(value: object) -> object:
        match value:
            case dict():
                kept = {k: v for k, v in value.items() if k not in DROPPED}
                return {k: plain(v) for k, v in kept.items()}
            case list() | tuple():
                return [plain(item) for item in value]
            case str():
                return unicodedata.normalize("NFKC", chinese.fold(value)).replace(
                    " ", ""
                )
            case _:
                return value

    return plain(msgspec.to_builtins(reading))


@cache
def as_printed(path: Path) -> DocumentReading | None:
    """Read a document once for all that changes nothing in it."""
    return read_text(path.read_text("utf-8"))


@drawn(one_of=4)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_blank_lines_change_nothing(path: Path):
    text = path.read_text("utf-8")
    printed = essence(as_printed(path))

    assert printed == essence(read_text(text.replace("\n", "\n\n \n")))
    assert printed == essence(read_text("\n".join(filter(str.strip, text.split("\n")))))


@drawn(one_of=4)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_widths_change_nothing(path: Path):
    text = path.read_text("utf-8")
    full = {half: chr(half + 0xFEE0) for half in range(0x21, 0x7F)}

    printed = essence(as_printed(path))
    assert printed == essence(read_text(chinese.fold(text)))
    assert printed == essence(read_text(text.translate(full)))


@drawn
@pytest.mark.parametrize("path", few(DOCUMENTS, one_of=3), ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_the_encoding_changes_nothing_but_a_note(path: Path, encoding: str):
    text = path.read_text("utf-8")
    printed, encoded = as_printed(path), read_text(text.encode(encoding))
    assert printed
    assert encoded

    assert (printed.tables, printed.budget, printed.coverage) == (
        encoded.tables,
        encoded.budget,
        encoded.coverage,
    )
