"""What a sample says of an institution: proven is proven, the rest is an estimate."""

from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.supervision.sampling import draw_sample
from jixiao.fund.supervision.sampling_results import estimate_whole, read_results

AMOUNTS = {"big": 90_000} | {f"s{n}": 1_000 for n in range(10)}
CLEAN = {"big": 0} | {f"s{n}": 0 for n in range(10)}


def results_of(codes: list[str], **wrong: int) -> dict[str, int]:
    return {code: wrong.get(code, 0) for code in codes}


@pytest.mark.parametrize("by_amount", [False, True])
def test_the_certain_are_added_and_the_rest_stands_for_its_own(by_amount: bool):
    sample = draw_sample(
        AMOUNTS, certain_from=50_000, size=4, seed="1", by_amount=by_amount
    )
    first = sample.drawn[0]
    looked_at = ["big", *dict.fromkeys(sample.drawn)]

    estimate = estimate_whole(
        AMOUNTS, sample, results_of(looked_at, big=500, **{first: 100})
    )

    assert 600 == estimate.proven
    assert 750 == estimate.whole.total
    assert estimate.whole.low >= estimate.proven
    assert (600, estimate.whole.low) == (
        estimate.recoverable(by_agreement=False), estimate.recoverable(by_agreement=True)
    )  # fmt: skip
    assert estimate.bound is None


def test_a_clean_sample_bounds_the_share_of_faults():
    sample = draw_sample(AMOUNTS, certain_from=50_000, size=4, seed="1")

    estimate = estimate_whole(AMOUNTS, sample, results_of(["big", *sample.drawn]))

    assert (0, 0) == (estimate.proven, estimate.whole.high)
    assert estimate.bound is not None
    assert 0.52 < estimate.bound < 0.53


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"big": None}, "big 还没有结果"),
        ({"x": 5}, "x 不在这次的样本里"),
        ({"big": 90_001}, "比它的医疗费还多"),
    ],
)
def test_results_of_another_sample_are_refused(change: dict[str, int], words: str):
    sample = draw_sample(AMOUNTS, certain_from=50_000, size=4, seed="1")
    said = results_of(["big", *sample.drawn]) | change
    kept = {code: fen for code, fen in said.items() if fen is not None}

    with pytest.raises(JixiaoError, match=words):
        estimate_whole(AMOUNTS, sample, kept)


def test_results_are_read_in_yuan(tmp_path: Path):
    path = tmp_path / "found.csv"
    path.write_text("结算编号,违规金额\ns1,12.50\ns2,0\n", "utf-8")
    assert {"s1": 1250, "s2": 0} == read_results(path)

    for text, words in (
        ("结算编号,违规金额\ns1,1\ns1,2\n", "写了两次"),
        ("结算编号,违规金额\ns1,x\n", "最多两位小数"),
        ("编号\n1\n", "要有两列"),
    ):
        path.write_text(text, "utf-8")
        with pytest.raises(JixiaoError, match=words):
            read_results(path)
