"""The parameters that a place's fund goes by: the package's sets, and its own beside its records."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import ParameterSet, Terms, load_parameter_sets

_DECEMBER, _LAST = 12, 31


def sets_at(folder: Path) -> Mapping[str, ParameterSet]:
    """Return the sets of parameters of the package, and those in a place's folder `parameters`."""
    parameters = folder / "parameters"
    return load_parameter_sets(parameters if parameters.is_dir() else None)


def terms_at(folder: Path, code: str, year: int) -> Terms:
    """Return the parameters of a set at a year's end.

    Raises:
        JixiaoError: there is no such set.
    """
    sets = sets_at(folder)
    if code not in sets:
        message = f"没有叫 {code[:30]} 的参数；可用 {'、'.join(sets)}。"
        raise JixiaoError(message)
    return sets[code].on(date(year, _DECEMBER, _LAST))
