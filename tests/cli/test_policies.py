"""`jixiao policies` lists what can be settled by, and what is wrong with the rest."""

from pathlib import Path

from jixiao.cli.main import main


def test_a_faulty_file_is_listed_beside_the_good_ones(tmp_path: Path, capsys):
    head = '[policy]\ncode = "{0}"\ntitle = "本县"\nextends = "sample_2024"\n'
    head += 'basis = "无"\nconfirmed = false\nvalid_from = 2024-01-01\nvalid_to = 2026-12-31\n'
    (tmp_path / "good.toml").write_text(head.format("good"), "utf-8")
    (tmp_path / "bad.toml").write_text(head.format("bad") + "[layer]\n", "utf-8")

    assert 1 == main(["policies", "--policies", str(tmp_path)])

    printed = capsys.readouterr().out
    assert "good  " in printed
    assert "sample_2024_wide" in printed
    assert "写错了，不能用：bad.toml 里有不认识的“layer”" in printed


def test_files_that_are_not_read_are_told(tmp_path: Path, capsys):
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "deep.toml").write_text("", "utf-8")

    assert 1 == main(["policies", "--policies", str(tmp_path)])
    assert f"没有读：{tmp_path / '2025' / 'deep.toml'}" in capsys.readouterr().out
    assert 2 == main(["policies", "--policies", str(tmp_path / "none")])
    assert "没有文件夹" in capsys.readouterr().err
