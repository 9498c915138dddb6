"""Uploads that cannot be read: each told what its sender can do, in words for a browser."""

import pytest

from jixiao.errors import JixiaoError
from jixiao.web.background.document_reading import read_upload
from jixiao.web.models import Job, Upload
from jixiao.web.running import stored_files
from tests.web.conftest import County


def refusal(home: County, name: str, content: bytes) -> str:
    digest, size = stored_files.keep([content], name)
    user = home.people["clerk"]
    upload = Upload.objects.create(digest=digest, name=name, size=size, by=user)
    job = Job.objects.create(kind="read", title=name, about=str(upload.pk), by=user)
    with pytest.raises(JixiaoError):
        read_upload(job, lambda *_: None)
    upload.refresh_from_db()
    assert "failed" == upload.state
    return upload.message


@pytest.mark.parametrize("name", ["目标表.pdf", "目标表.docx", "目标表.ofd"])
def test_a_document_that_is_none_is_exported_anew_and_not_saved_as_text(
    home: County, name: str
):
    message = refusal(home, name, bytes(range(128, 256)) * 9)

    assert name in message
    assert "重新导出" in message
    assert "UTF-8" not in message
    assert " /" not in message


def test_a_text_in_no_known_encoding_is_saved_anew(home: County):
    message = refusal(home, "目标表.txt", bytes(range(128, 256)) * 9)

    assert message.startswith("目标表.txt 不是")
    assert "UTF-8" in message


def test_a_program_is_not_said_to_be_a_broken_document(home: County):
    message = refusal(home, "program.exe", b"MZ" + bytes(range(128, 256)) * 9)

    assert message.startswith("program.exe 不是能读的文件（.exe）")
    assert "重新导出" not in message
