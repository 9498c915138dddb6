"""What was read or computed, written for others."""

from jixiao.publication.reports import (
    DocumentReport,
    Reports,
    check_documents,
    check_reading,
    encode_reports,
)
from jixiao.publication.writers import encode_json, write_csv, write_json

__all__ = [
    "DocumentReport",
    "Reports",
    "check_documents",
    "check_reading",
    "encode_json",
    "encode_reports",
    "write_csv",
    "write_json",
]
