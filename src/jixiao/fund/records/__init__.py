"""What every engine and measure starts from: the platform's tables, each cleaned once."""

from jixiao.fund.records.declaration import (
    NotLoaded,
    Record,
    RecordColumn,
    Unit,
    record,
)
from jixiao.fund.records.kept_table import KeptTable, Sides
from jixiao.fund.records.proven import Grain, ProvenRow, ProvenRows, proven
from jixiao.fund.records.resolver import Records, columns_of, declared_records
from jixiao.fund.records.settlements import INPATIENT, is_stay

__all__ = [
    "INPATIENT",
    "Grain",
    "KeptTable",
    "NotLoaded",
    "ProvenRow",
    "ProvenRows",
    "Record",
    "RecordColumn",
    "Records",
    "Sides",
    "Unit",
    "columns_of",
    "declared_records",
    "is_stay",
    "proven",
    "record",
]
