import duckdb
import pytest

from jixiao.errors import UnreadableFile
from jixiao.fund.store.engine import STORE
from jixiao.fund.store.opening import open_engine, open_for_reading


@pytest.fixture
def folder(tmp_path):
    """Give a store as an older version made it: a table that lacks most of its columns."""
    with duckdb.connect(str(tmp_path / STORE)) as connection:
        connection.execute("CREATE TABLE SETL_D (setl_id VARCHAR)")
    return tmp_path


def test_columns_that_a_new_version_knows_are_there_for_a_reader(folder):
    with open_for_reading(folder) as engine:
        assert "medfee_sumamt" in engine.table("SETL_D").columns


def test_a_reader_changes_nothing_and_others_may_read_beside(folder):
    with open_for_reading(folder) as first, open_for_reading(folder) as second:
        assert first.tables == second.tables
        with pytest.raises(duckdb.Error, match="read-only"):
            first.keep("made", first.table("SETL_D"))


def test_a_folder_without_data_is_told_as_for_anybody(tmp_path):
    for opened in (open_engine, open_for_reading):
        with pytest.raises(UnreadableFile, match="没有数据"), opened(tmp_path):
            pass
