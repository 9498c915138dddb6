"""Terms for tests: the sample parameters, with some set otherwise."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from jixiao.fund.parameters import Terms, load_parameter_sets

DAY = date(2026, 6, 1)


def terms(**said: str) -> Terms:
    """The sample parameters of a day; `dip_low="0.4"` sets one as a file writes it."""
    rows = "".join(
        f'[[parameter]]\nkey = "{key.replace("_", ".", 1)}"\nvalue = {value}\n'
        'since = 2020-01-01\nstanding = "市县"\nbasis = "某县"\n\n'
        for key, value in said.items()
    )
    head = '[set]\ncode = "mine"\ntitle = "某县"\nextends = "sample"\n\n'
    with TemporaryDirectory() as folder:
        Path(folder, "mine.toml").write_text(head + rows, "utf-8")
        return load_parameter_sets(Path(folder))["mine"].on(DAY)
