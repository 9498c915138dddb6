"""Where rows live and queries run; the only room that opens a connection.

`opening` opens a folder's data as an `Engine` (`engine`: embedded DuckDB; `spark`: the Spark
protocol), `lake` writes it as Parquet. `pseudonyms`, `certificates` and `masking` keep persons
unrecognised, `sql` holds what more than one module writes. Each is imported by its own name: to
import them all takes a second, and most callers need one.
"""
