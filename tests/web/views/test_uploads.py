"""Documents brought in, several at once, and all the tables of one begun together."""

import msgspec
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jixiao.documents.document import Source
from jixiao.reading import DocumentReading, LineCount
from jixiao.targets import TargetTable
from jixiao.web.models import Case, Job, Upload
from tests.web.conftest import County, a_table


def a_reading(tables: list[TargetTable]) -> DocumentReading:
    return DocumentReading(
        source=Source(path="三个项目.docx", sha256="a" * 64, format="docx"),
        tables=tuple(tables),
        budget=None,
        unread=(),
        coverage=LineCount(lines=9, used=9, labels=0, unread=0),
        sections=(),
        notes=(),
    )


def read(home: County, *names: str) -> Upload:
    tables = [home.as_own(a_table(name)) for name in names]
    return Upload.objects.create(
        digest="a" * 64,
        name="三个项目.docx",
        size=1,
        by=home.people["clerk"],
        state="read",
        reading=msgspec.json.encode(a_reading(tables)).decode(),
    )


def test_several_files_dropped_at_once_are_all_read(home: County):
    files = [SimpleUploadedFile(f"{name}.txt", name.encode()) for name in "甲乙丙"]

    answer = home.client("clerk").post(reverse("uploads"), {"file": files})

    assert reverse("uploads") == answer["Location"]
    assert {"甲.txt", "乙.txt", "丙.txt"} == {u.name for u in Upload.objects.all()}
    assert 3 == Job.objects.filter(kind="read").count()


def test_a_file_with_a_single_table_is_declared_and_opened(home: County):
    upload, client = read(home, "甲"), home.client("clerk")
    page = client.get(reverse("uploads")).content.decode()

    answer = client.post(reverse("begin_all_from", args=[upload.pk]))

    assert "用它申报" in page
    case = Case.objects.get()
    assert reverse("write", args=[case.key, "target"]) == answer["Location"]


def test_the_list_says_how_many_tables_each_has_and_begins_all(home: County):
    upload, client = read(home, "甲", "乙", "丙"), home.client("clerk")
    page = client.get(reverse("uploads")).content.decode()

    client.post(reverse("begin_all_from", args=[upload.pk]))

    assert "全部申报（3 张）" in page
    assert {"甲", "乙", "丙"} == {case.name for case in Case.objects.all()}
    assert all(case.drafts.get().upload == upload for case in Case.objects.all())
