"""A ledger of each kind, for what must hold on both."""

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def ledger(request, tmp_path: Path) -> str:
    """A ledger of each kind, empty."""
    if request.param == "sqlite":
        return str(tmp_path / "counter.sqlite")
    address = request.getfixturevalue("cluster")
    from pg8000 import native

    sockets = address.partition("host=")[2]
    connection = native.Connection("postgres", unix_sock=f"{sockets}/.s.PGSQL.5432")
    connection.run("DROP TABLE IF EXISTS messages, settlements, years, accumulators")
    connection.close()
    return address
