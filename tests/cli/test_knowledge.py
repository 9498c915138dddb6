"""`jixiao knowledge`: what is taken of a batch, and each row that is not."""

from pathlib import Path

import pytest

from jixiao.cli.main import run

BATCH = """知识点编码,规则类别,医保目录编码,限定值,生效日期,被哪个知识点代替
k1,药品区分性别,XA01,女,2026-01-05,k9
k2,药品限性别,XA01,女,2026-01-05,
"""


def test_a_batch_is_taken_and_its_refusals_are_printed(tmp_path: Path, capsys):
    (tmp_path / "batch.csv").write_text(BATCH, "utf-8")
    target = tmp_path / "points.csv"

    with pytest.raises(SystemExit) as ended:
        run(["knowledge", str(tmp_path / "batch.csv"), "--to", str(target)])

    out = capsys.readouterr().out
    assert 1 == ended.value.code
    assert "1 个知识点" in out
    assert "第 3 行 k2：没有规则按“药品限性别”这一类审核" in out
    assert "注意：k1 被 k9 代替" in out
    assert "k1,药品区分性别,XA01" in target.read_text("utf-8-sig")
