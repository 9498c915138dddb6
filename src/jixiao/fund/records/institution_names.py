"""What institutions are called, for letters: codes are for programs."""

from collections.abc import Mapping

from jixiao.fund.records.resolver import Records
from jixiao.fund.store.engine import Engine


def institution_names(engine: Engine) -> dict[str, str]:
    """Return the names of institutions by their codes; nothing where no register was loaded."""
    register = Records(engine).record_if_loaded("audited_institutions")
    if register is None:
        return {}
    rows = engine.fetch(register.select("fixmedins_code", "fixmedins_name")).to_pylist()
    return {row["fixmedins_code"]: row["fixmedins_name"] for row in rows}


def addressee(code: str, names: Mapping[str, str]) -> str:
    """Return how a letter calls an institution: by its name and code, or its code alone."""
    return f"{names[code]}（{code}）" if names.get(code) else code
