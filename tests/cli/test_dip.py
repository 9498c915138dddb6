"""`jixiao dip` says what it calculates with, and what of it is nobody's rule."""

from pathlib import Path

from jixiao.cli.main import main


def test_parameters_are_listed_with_who_set_them_and_samples_first(capsys):
    assert 0 == main(["dip", "parameters", "--on", "2026-12-31"])

    printed = capsys.readouterr().out
    assert "个参数是样例，不是任何地方的规定" in printed
    assert "dip.low　费用低于支付标准的几倍是费用过低：0.5（国家，" in printed
    assert "dip.base_group　基准病种的编码：没有写" in printed


def test_a_countys_own_parameters_stand_before_the_samples(tmp_path: Path, capsys):
    (tmp_path / "mine.toml").write_text(
        '[set]\ncode = "mine"\ntitle = "某县"\nextends = "sample"\n\n[[parameter]]\n'
        'key = "dip.low"\nvalue = 0.4\nsince = 2026-01-01\nstanding = "市县"\nbasis = "某县文件"\n',
        "utf-8",
    )

    local_set = ["--set", "mine", "--parameters", str(tmp_path)]

    assert 0 == main(["dip", "parameters", "--on", "2026-12-31", *local_set])
    assert "0.4（市县，某县文件）" in capsys.readouterr().out


def test_a_set_or_a_day_that_is_none_is_refused_with_what_there_is(capsys):
    assert 2 == main(["dip", "parameters", "--set", "none"])
    assert "可用 national、sample" in capsys.readouterr().err
    assert 2 == main(["dip", "parameters", "--on", "明天"])
    assert "应是日期" in capsys.readouterr().err
