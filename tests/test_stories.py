"""The stories of examples/ come out as they are told."""

from datetime import date
from pathlib import Path

import pytest

from jixiao.evaluation import rubrics
from jixiao.fund.store.opening import open_engine
from jixiao.library import load_toml
from jixiao.measures import Period
from jixiao.measures.bindings import BINDINGS, load_bindings
from jixiao.measures.year_proof import prove_year
from jixiao.reading import read
from tests.consoles import STORY, tell_story


@pytest.mark.slow
def test_the_year_of_qingshui_breaks_exactly_the_promises_it_was_made_to_break(
    tmp_path: Path,
):
    out = tmp_path / "demo"

    story = tell_story(out)

    assert str(out / "promises.html") in story.splitlines()[-1]
    tables = list(read(STORY / "targets.txt").tables)
    with open_engine(out / "county") as engine:
        year = prove_year(
            engine,
            tables,
            Period(date(2026, 1, 1), date(2026, 12, 31)),
            rubrics()["mof_2020"],
            STORY / "filled.toml",
            load_bindings(out / "county" / BINDINGS),
        )
    missed = [
        {
            "project": project.evaluation.table.project_name,
            "indicator": answer.indicator.name,
        }
        for project in year.projects
        for answer in project.answers
        if answer.met is False
    ]
    assert load_toml(STORY / "broken.toml")["broken"] == missed
    assert all(project.evaluation.total is not None for project in year.projects)
    assert [] == [
        row for project in year.projects for row in project.evaluation.missing
    ]
