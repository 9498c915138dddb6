"""What was read or computed, written for others."""

from jixiao.publication.reports import (
    DocumentReport,
    Judged,
    Reports,
    encode_reports,
    gather,
    judge,
    judge_documents,
)
from jixiao.publication.writers import (
    encode_json,
    form_bytes,
    write_csv,
    write_form,
    write_html,
    write_json,
    write_monitoring,
    write_proof,
    write_settlement,
    write_xlsx,
)

__all__ = [
    "DocumentReport",
    "Judged",
    "Reports",
    "encode_json",
    "encode_reports",
    "form_bytes",
    "gather",
    "judge",
    "judge_documents",
    "write_csv",
    "write_form",
    "write_html",
    "write_json",
    "write_monitoring",
    "write_proof",
    "write_settlement",
    "write_xlsx",
]
