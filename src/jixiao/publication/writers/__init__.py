"""One module a format."""

from jixiao.publication.writers.csv import safe_cell, write_csv
from jixiao.publication.writers.form import form_bytes, write_form
from jixiao.publication.writers.html import write_html
from jixiao.publication.writers.json import encode_json, write_json
from jixiao.publication.writers.monitoring_page import write_monitoring
from jixiao.publication.writers.proof_page import write_proof
from jixiao.publication.writers.settlement_page import write_settlement
from jixiao.publication.writers.xlsx import write_xlsx

__all__ = [
    "encode_json",
    "form_bytes",
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
