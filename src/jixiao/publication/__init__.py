"""What was read or computed, written for others."""

from typing import TYPE_CHECKING

from jixiao.door import door

if TYPE_CHECKING:
    from jixiao.publication.privacy import Rendition, for_the_public
    from jixiao.publication.reports import (
        CheckedDocument,
        DocumentReport,
        Reports,
        encode_reports,
        gather,
        judge,
        judge_documents,
    )
    from jixiao.publication.reviews import Review, cause_of, load_review
    from jixiao.publication.writers.csv import safe_cell, write_csv
    from jixiao.publication.writers.dip_argument import write_minutes, write_points_book
    from jixiao.publication.writers.dip_statement import write_dip_statement
    from jixiao.publication.writers.form import form_bytes, write_form
    from jixiao.publication.writers.hospital_figures import write_hospital_figures
    from jixiao.publication.writers.html import write_html
    from jixiao.publication.writers.json import encode_json, write_json
    from jixiao.publication.writers.letter import letter_docx, write_letter
    from jixiao.publication.writers.list_return import write_list_return
    from jixiao.publication.writers.monitoring_page import write_monitoring
    from jixiao.publication.writers.proof_page import write_proof
    from jixiao.publication.writers.settlement_page import write_settlement
    from jixiao.publication.writers.special_answer import write_special_answer
    from jixiao.publication.writers.xlsx import write_xlsx

__all__ = [
    "CheckedDocument",
    "DocumentReport",
    "Rendition",
    "Reports",
    "Review",
    "cause_of",
    "encode_json",
    "encode_reports",
    "for_the_public",
    "form_bytes",
    "gather",
    "judge",
    "judge_documents",
    "letter_docx",
    "load_review",
    "safe_cell",
    "write_csv",
    "write_dip_statement",
    "write_form",
    "write_hospital_figures",
    "write_html",
    "write_json",
    "write_letter",
    "write_list_return",
    "write_minutes",
    "write_monitoring",
    "write_points_book",
    "write_proof",
    "write_settlement",
    "write_special_answer",
    "write_xlsx",
]
_HOMES = {
    "privacy": ("Rendition", "for_the_public"),
    "reports": (
        "DocumentReport",
        "CheckedDocument",
        "Reports",
        "encode_reports",
        "gather",
        "judge",
        "judge_documents",
    ),
    "reviews": ("Review", "cause_of", "load_review"),
    "writers.csv": ("safe_cell", "write_csv"),
    "writers.dip_argument": ("write_minutes", "write_points_book"),
    "writers.dip_statement": ("write_dip_statement",),
    "writers.special_answer": ("write_special_answer",),
    "writers.form": ("form_bytes", "write_form"),
    "writers.hospital_figures": ("write_hospital_figures",),
    "writers.html": ("write_html",),
    "writers.json": ("encode_json", "write_json"),
    "writers.letter": ("letter_docx", "write_letter"),
    "writers.list_return": ("write_list_return",),
    "writers.monitoring_page": ("write_monitoring",),
    "writers.proof_page": ("write_proof",),
    "writers.settlement_page": ("write_settlement",),
    "writers.xlsx": ("write_xlsx",),
}
__getattr__ = door(
    __name__,
    {
        name: f"{__name__}.{module}"
        for module, names in _HOMES.items()
        for name in names
    },
)
