"""Saved web pages: spans, layout tables, encodings; nothing is fetched or run."""

import pytest

from jixiao.documents import open_document
from tests.documents.sheets import as_html


def lines(write, html: str | bytes) -> list[str]:
    return [line.text for line in open_document(write(html)).lines]


def test_spans_stand_once(write):
    html = "<table><tr><td rowspan=2>竖<td>甲<td>乙<tr><td colspan=2>横</table>"

    assert ["竖\t甲\t乙", "\t横\t"] == lines(write, html)


def test_a_layout_table_is_text_and_the_data_inside_a_table(write):
    html = (
        "<html><table><tr><td><p>导航</p></td><td>"
        "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table></td></tr></table>"
    )

    assert ["导航", "甲\t乙", "丙\t丁"] == lines(write, html)


def test_what_is_hidden_or_code_is_left_out(write):
    html = "<html><body><p style='display: none'>藏</p><script>1</script><p>见<br>下</p></body></html>"

    assert ["见", "下"] == lines(write, html)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_its_declared_encoding_is_taken(write, encoding: str):
    assert ["项目\t宣传"] == lines(write, as_html("项目\t宣传", encoding))


def test_entities_fetch_nothing(write):
    html = '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x"><html><body><img src="http://127.0.0.1:9/y">文</body></html>'

    assert ["文"] == lines(write, html)
