"""Fields of web pages print what is typed, chosen or ticked in them."""

from lxml import html

from jixiao.documents.readers.page_fields import print_fields


def printed(page: str) -> str:
    root = html.document_fromstring(f"<html><body>{page}</body></html>")
    print_fields(root)
    return " ".join("".join(root.itertext()).split())


def test_what_is_typed_or_chosen_is_printed():
    page = (
        "<input value='≥95%'> <textarea>保障运转</textarea> <input>"
        "<select><option>请选择<option selected>定量</select>"
    )

    assert "≥95% 保障运转 定量" == printed(page)


def test_ticks_are_signs():
    page = "<input type=checkbox checked>是 <input type=radio>否"

    assert "☑是 □否" == printed(page)


def test_buttons_and_hidden_fields_print_nothing():
    page = (
        "<input type=hidden value=9><input type=submit value=保存><button>导出</button>"
    )

    assert printed(page) == ""
