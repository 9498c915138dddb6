"""What goes with boxes is laid out: spines, lists, stamps, hand-over, destruction."""

from jixiao.publication.archive_sheets import archive_sheets
from jixiao.service.archives.archive import open_archive
from tests.service.archives.test_archive import NOW, PAPER, TODAY, filed


def test_every_list_of_a_boxed_paper(tmp_path):
    with open_archive(tmp_path) as archive:
        archive.name_fonds("Q001", by="甲", at=NOW)
        (number,) = filed(archive, PAPER)
        assert [] == archive_sheets(archive, TODAY)
        archive.box(300, by="甲", at=NOW)
        archive.propose([number], "到期", "次年", by="甲", at=NOW)
        sheets = {sheet.titles[0]: sheet for sheet in archive_sheets(archive, TODAY)}

    texts_of = {
        title: [c.text.strip() for c in sheet.grid.cells]
        for title, sheet in sheets.items()
    }
    assert {"Q001", "2010", "10年", "统计报表", "1"} <= {*texts_of["盒脊（沿线裁开）"]}
    assert "一月报表" in texts_of["归档文件目录"]
    assert "1–1" in texts_of["档案盒目录"]
    assert {"全宗号", "件号", "页数", "12"} <= {*texts_of["归档章"]}
    assert "1 盒，1 件，目录附后" in texts_of["档案移交清单"]
    assert number in texts_of["档案销毁清册（第 1 批）"]
    assert "批准 还没有" in sheets["档案销毁清册（第 1 批）"].notes[1]
