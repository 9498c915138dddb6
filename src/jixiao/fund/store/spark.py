"""A lake over the Spark protocol: a cluster, or Sail in this process; the same expressions."""

import json
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.errors import UnreadableFile
from jixiao.fund.store.engine import Engine, Work, query_of
from jixiao.fund.store.sql import empty_columns
from jixiao.fund.tables import tables

_SHARE = "share_of_persons"
_SHARES = 64
"""In how many shares persons are handed over: a share is held in memory."""


class Spark(Engine):
    """A session of the Spark protocol over the files of a lake; results are kept beside them."""

    dialect = "pyspark"

    def __init__(self, session: Any, results: Path, files: Mapping[str, Path]) -> None:
        self._session = session
        self._backend = ibis.pyspark.connect(session)
        self._results = results
        self._tables = set(files)
        for name, pattern in files.items():
            self._view(name, pattern.parents[1])

    def beside(self, results: Path, files: Mapping[str, Path]) -> "Spark":
        """Return another lake over the same session."""
        return Spark(self._session, results, files)

    @property
    def tables(self) -> set[str]:
        """The names of the tables there are."""
        return set(self._tables)

    def table(self, name: str) -> ir.Table:
        """Return a table to build expressions on."""
        return ibis.table(self._backend.get_schema(name), name=name)

    def fetch(self, expression: ir.Table) -> pa.Table:
        """Run an expression and return its rows."""
        return self._backend.to_pyarrow(expression)

    def sql(self, expression: ir.Table) -> str:
        """Return the SQL of an expression, which can be run from now on."""
        # The hooks give the tables in memory that an expression holds to the session.
        self._backend._run_pre_execute_hooks(expression)  # noqa: SLF001
        return query_of(expression, self.dialect).sql

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Run an expression, keep its rows as Parquet and its SQL in `runs.jsonl`."""
        sql = self.sql(expression)
        folder = self._results / name
        self._session.sql(sql).write.mode("overwrite").parquet(str(folder))
        run = {"name": name, "ran_at": datetime.now(UTC).isoformat(), "sql": sql}
        with (self._results / "runs.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(run, ensure_ascii=False) + "\n")
        self._view(name, folder)
        self._tables.add(name)
        return self.table(name)

    def by_person(
        self, rows: ir.Table, order: Sequence[str], work: Work, schema: pa.Schema
    ) -> ir.Table:
        """Hand over the rows of some persons at a time, in their order, on the cluster.

        Not partitions that are sorted: Sail hands over several of them as one, one after another,
        and a person's rows in two of them.
        """
        from pyspark.sql import functions  # noqa: PLC0415 — an extra

        def work_in_order(some_persons: pa.Table) -> pa.Table:
            in_order = some_persons.drop_columns([_SHARE]).sort_by(
                [(name, "ascending") for name in order]
            )
            return pa.Table.from_batches(work(iter(in_order.to_batches())), schema)

        frame = self._session.sql(self.sql(rows))
        share = functions.pmod(functions.hash(order[0]), functions.lit(_SHARES))
        shares = frame.withColumn(_SHARE, share).groupBy(_SHARE)
        made = shares.applyInArrow(work_in_order, _spark_schema(schema))
        name = ibis.util.gen_name("made")
        made.createOrReplaceTempView(name)
        return self._backend.table(name)

    def _view(self, name: str, folder: Path) -> None:
        rows = self._session.read.option("recursiveFileLookup", "true").parquet(
            str(folder)
        )
        rows.createOrReplaceTempView(name)
        if name in tables() and (empty := empty_columns(rows.columns, name, "STRING")):
            self._session.sql(f"SELECT *, {empty} FROM {name}").createOrReplaceTempView(
                name
            )


def _spark_schema(schema: pa.Schema) -> str:
    """Return the columns of a schema as Spark writes them."""
    words = {pa.string(): "STRING", pa.int32(): "INT", pa.int64(): "BIGINT"}
    return ", ".join(f"{column.name} {words[column.type]}" for column in schema)


@contextmanager
def open_spark(
    folder: Path, cluster: str, files: Mapping[str, Path]
) -> Iterator[Engine]:
    """Open a lake on a cluster (`sc://host:port`), or on Sail in this process (`sail`).

    Raises:
        UnreadableFile: the extra is not installed, or the cluster does not answer.
    """
    with ExitStack() as stack, warnings.catch_warnings():
        # PySpark 4 warns of pandas 3, of which nothing here makes use, and of what Ibis asks for.
        warnings.simplefilter("ignore", FutureWarning)
        warnings.filterwarnings("ignore", "'verifySchema'", UserWarning)
        try:
            from pyspark.sql import SparkSession  # noqa: PLC0415 — an extra

            address = stack.enter_context(_sail()) if cluster == "sail" else cluster
        except ImportError as error:
            message = (
                "没有安装 Spark 协议的组件。请运行 make sail，或不设 JIXIAO_ENGINE。"
            )
            raise UnreadableFile(message) from error
        try:
            session = SparkSession.builder.remote(address).getOrCreate()
            engine = Spark(session, folder / "results", files)
        except Exception as error:
            message = (
                f"连不上 {address}：请检查 JIXIAO_ENGINE，以及集群能不能读到 {folder}。"
            )
            raise UnreadableFile(message) from error
        (folder / "results").mkdir(exist_ok=True)
        stack.callback(session.stop)
        yield engine


@contextmanager
def _sail() -> Iterator[str]:
    """Run a Sail server in this process, on the loopback; yields its address."""
    from pysail.spark import SparkConnectServer  # noqa: PLC0415 — an extra

    os.environ.setdefault("RUST_LOG", "error")
    server = SparkConnectServer()
    server.start(background=True)
    try:
        host, port = server.listening_address
        yield f"sc://{host}:{port}"
    finally:
        server.stop()
