"""What a sample of stays showed, and what it says of all of them: proven lines are never extrapolated."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of
from jixiao.fund.records import Records
from jixiao.fund.supervision.sampling import (
    Estimate,
    Sample,
    estimate_by_ratio,
    estimate_by_size,
    most_without_defect,
)

_COLUMNS = ("结算编号", "违规金额")
_FEN = 100
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class WholeEstimate:
    """What was proven in the sample, and what all stays are estimated to hold, in fen.

    `bound` is the upper 95 % bound of the share of stays with a fault, where the drawn ones held none.
    """

    proven: int
    whole: Estimate
    bound: Decimal | None

    def recoverable(self, *, by_agreement: bool) -> int:
        """Return what may be recovered: what was proven, or the lower bound where an agreement says so."""
        return max(self.proven, self.whole.low) if by_agreement else self.proven


def amounts_of_stays(records: Records, institution: str) -> dict[str, int]:
    """Return what each stay of the period at an institution cost, in fen, by its settlement."""
    stays = records.record("stays")
    rows = stays.filter(stays.fixmedins_code == institution)
    fetched = records.engine.fetch(rows.select("setl_id", "medfee_sumamt")).to_pylist()
    return {row["setl_id"]: int(row["medfee_sumamt"] or 0) for row in fetched}


def read_results(path: Path) -> dict[str, int]:
    """Read what was proven of each stay of a sample, in fen; 0 where nothing was.

    Raises:
        UnreadableFile: it cannot be read.
        JixiaoError: a column is missing, a stay stands twice, or an amount is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        message = (
            f"不能读取 {name_of(path)}：{reason_of(error)}。请另存为 UTF-8 的 CSV。"
        )
        raise UnreadableFile(message) from error
    if not rows or any(head not in rows[0] for head in _COLUMNS):
        message = f"{name_of(path)} 要有两列：{'、'.join(_COLUMNS)}（元）。"
        raise JixiaoError(message)
    results: dict[str, int] = {}
    for row in rows:
        code, amount = (row[name].strip() for name in _COLUMNS)
        if code in results:
            message = f"{name_of(path)} 里 {code} 写了两次。请只留一行。"
            raise JixiaoError(message)
        results[code] = in_fen(code, amount)
    return results


def in_fen(code: str, amount: str) -> int:
    """Return what was proven of a stay, in fen.

    Raises:
        JixiaoError: it is no amount of yuan.
    """
    try:
        fen = Decimal(amount.replace(",", "")) * _FEN
    except InvalidOperation:
        fen = Decimal(-1)
    if not fen.is_finite() or fen % 1 or fen < 0:
        message = (
            f"{code} 的违规金额“{amount[:20]}”应是最多两位小数的元数，没有问题写 0。"
        )
        raise JixiaoError(message)
    return int(fen)


def estimate_whole(
    amounts: Mapping[str, int], sample: Sample, results: Mapping[str, int]
) -> WholeEstimate:
    """Estimate what is wrong at an institution from what was proven in a sample of it, in fen.

    The stays taken for certain are added as they are; those drawn stand for the rest. Where all of
    the rest was looked at, the estimate is what was proven.

    Raises:
        JixiaoError: a stay of the sample has no result, one was not drawn, or more was proven than
            it cost.
    """
    wanted = {*sample.certain, *sample.drawn}
    _check_results(amounts, wanted, results)
    certain = sum(results[code] for code in sample.certain)
    proven = sum(results[code] for code in wanted)
    pairs = [(amounts[code], results[code]) for code in sample.drawn]
    rest = _of_the_rest(sample, pairs)
    is_clean = bool(pairs) and not any(wrong for _, wrong in pairs)
    bound = most_without_defect(len({*sample.drawn})) if is_clean else None
    bounds = (certain + each for each in (rest.total, rest.low, rest.high))
    # Whatever an estimate says, what was proven is there.
    whole = Estimate(*(max(each, proven) for each in bounds))
    return WholeEstimate(proven, whole, bound)


def _of_the_rest(sample: Sample, pairs: list[tuple[int, int]]) -> Estimate:
    if not sample.rest or not sample.rest_amount:
        return Estimate(0, 0, 0)
    if len(pairs) < _FEWEST and sample.rest == len(pairs):
        wrong = sum(each for _, each in pairs)
        return Estimate(wrong, wrong, wrong)
    if sample.by_amount:
        return estimate_by_size(pairs, sample.rest_amount)
    return estimate_by_ratio(pairs, sample.rest, sample.rest_amount)


def _check_results(
    amounts: Mapping[str, int], wanted: set[str], results: Mapping[str, int]
) -> None:
    if missing := sorted(wanted - results.keys()):
        message = f"抽中的 {'、'.join(missing[:5])} 还没有结果（共缺 {len(missing)} 份）；没有问题写 0。"
        raise JixiaoError(message)
    if strange := sorted(results.keys() - wanted):
        message = (
            f"{'、'.join(strange[:5])} 不在这次的样本里。请核对种子、份数和必查的金额。"
        )
        raise JixiaoError(message)
    if over := [code for code in sorted(wanted) if results[code] > amounts[code]]:
        message = f"{over[0]} 查实的比它的医疗费还多。请核对金额。"
        raise JixiaoError(message)
