"""What tutorials print is what the commands print."""

from pathlib import Path

import pytest

from tests.consoles import PAGES, blocks, in_chinese, runs, unlike


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_tutorial_prints_what_its_commands_print(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)

    differences = {
        command: unlike(printed, actual)
        for command, printed, actual in runs(page, tmp_path)
    }

    assert len(differences) > 1
    assert not any(differences.values()), differences


@pytest.mark.parametrize("page", PAGES)
def test_a_tutorial_prints_the_same_in_both_languages(page: str):
    assert blocks(page) == blocks(in_chinese(page))
