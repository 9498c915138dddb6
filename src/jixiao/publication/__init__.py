"""What was read or computed, written for others."""

from jixiao.publication.privacy import Rendition, for_the_public
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
    safe_cell,
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
    "Rendition",
    "Reports",
    "encode_json",
    "encode_reports",
    "for_the_public",
    "form_bytes",
    "gather",
    "judge",
    "judge_documents",
    "safe_cell",
    "write_csv",
    "write_form",
    "write_html",
    "write_json",
    "write_monitoring",
    "write_proof",
    "write_settlement",
    "write_xlsx",
]
