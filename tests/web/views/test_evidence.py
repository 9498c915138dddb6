"""Files that prove typed values: what is taken, who may take one back, and until when."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from jixiao.cell_path import CellPath
from jixiao.web.models import Case
from jixiao.web.work import drafts
from tests.web.conftest import APPROVED, County, Waive, cell_of


@pytest.fixture
def case(home: County) -> Case:
    return home.case(*APPROVED, "open_monitoring")


def attach(
    home: County, case: Case, name: str, body: bytes, **proves: object
) -> HttpResponse:
    address = reverse("attach", kwargs={"key": case.key, "kind": "monitoring"})
    sent = {"file": SimpleUploadedFile(name, body), **(proves or {"whole": "1"})}
    return home.client("clerk").post(
        address, sent, headers={"Accept": "application/json"}
    )


def drop(home: County, case: Case, role: str = "clerk") -> HttpResponse:
    file = case.evidence.get()
    address = reverse(
        "drop", kwargs={"key": case.key, "kind": "monitoring", "pk": file.pk}
    )
    return home.client(role).post(address, headers={"Accept": "application/json"})


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("签到表.pdf", b"%PDF-1.7"), ("照片.JPG", b"\xff\xd8\xff\xe0"), ("名册.xlsx", b"PK\x03\x04"),
        ("旧表.xls", b"\xd0\xcf\x11\xe0"), ("清单.csv", "姓名,日期".encode("gb18030")),
    ],
)  # fmt: skip
def test_documents_tables_and_pictures_are_taken(
    home: County, case: Case, name: str, body: bytes
):
    assert 200 == attach(home, case, name, body).status_code
    assert name == case.evidence.get().name


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("工具.exe", b"MZ", "不能作附件"), ("没有后缀", b"%PDF", "不能作附件"),
        ("页面.html", b"<html>", "不能作附件"), ("签到表.pdf", b"MZ\x90", "后缀不符"),
        ("清单.txt", b"\x00\x01", "后缀不符"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words(
    home: County, case: Case, name: str, body: bytes, said: str
):
    response = attach(home, case, name, body)

    assert 400 == response.status_code
    assert said in response.json()["error"]["message"]
    assert not case.evidence.exists()


def test_what_was_attached_by_mistake_is_taken_back(home: County, case: Case):
    attach(home, case, "错了.pdf", b"%PDF-1.7")
    page = home.client("clerk").get(reverse("write", args=[case.key, "monitoring"]))

    assert "撤下" in page.content.decode()
    assert 403 == drop(home, case, "department").status_code
    assert 302 == drop(home, case).status_code
    assert not case.evidence.exists()


def test_what_was_handed_in_stays(home: County, case: Case, waive: Waive):
    waive("rows_filled")
    attach(home, case, "名册.pdf", b"%PDF-1.7")
    drafts.type_into(
        case,
        "monitoring",
        home.people["clerk"],
        "t",
        "x",
        lambda typed: typed.edited(CellPath.in_row(0, "actual"), "7场"),
    )
    home.move(case, "report_monitoring")
    home.move(case, "return_monitoring")

    response = drop(home, case)

    assert 403 == response.status_code
    assert "另附" in response.json()["error"]["message"]
    assert case.evidence.exists()


def test_no_file_stands_for_the_whole_form_by_accident(home: County, case: Case):
    answer = attach(home, case, "签到表.pdf", b"%PDF-1.7", place="")

    assert 400 == answer.status_code
    assert "请勾选“整张表”" in answer.json()["error"]["message"]
    assert not case.evidence.exists()


def test_one_file_proves_several_rows_and_stands_at_each(home: County, case: Case):
    cells = [cell_of(case, place, "actual", "monitoring") for place in (0, 2)]

    attach(home, case, "签到表.pdf", b"%PDF-1.7", place=cells)

    files = list(case.evidence.order_by("pk"))
    assert cells == [file.place for file in files]
    assert 1 == len({file.digest for file in files})
    assert ["“宣传场次”的实际完成值", "“全部完成时间”的实际完成值"] == [
        file.about for file in files
    ]
    client = home.client("clerk")
    sheet = client.get(reverse("sheet", args=[case.key, "monitoring"])).content.decode()
    table, _, beside = sheet.partition('id="evidence"')
    assert 2 == table.count("签到表.pdf")
    assert 2 == beside.count("签到表.pdf")
    assert "整张表" not in beside.partition("<details>")[0]
