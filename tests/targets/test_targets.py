"""The model's door is light: it loads no reader."""

import json
import subprocess
import sys


def loaded_by(statement: str) -> list[str]:
    listing = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    process = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True
    )
    return list(json.loads(process.stdout))


def test_the_model_loads_no_reader():
    modules = loaded_by("from jixiao.targets import TargetTable")

    readers = ("jixiao.documents", "jixiao.targets.reading")
    assert "jixiao.targets.table" in modules
    assert [] == [name for name in modules if name.startswith(readers)]


def test_the_model_loads_no_library_that_only_readers_need():
    modules = set(loaded_by("from jixiao.targets import TargetTable"))

    assert set() == modules & {
        "lxml",
        "numpy",
        "opencc",
        "pypdfium2",
        "python_calamine",
    }
