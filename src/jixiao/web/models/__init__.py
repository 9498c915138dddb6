"""What the office keeps."""

from jixiao.web.models.acceptances import Acceptance
from jixiao.web.models.cases import (
    FIRST,
    LAST,
    UNNAMED,
    Case,
    Draft,
    DraftStep,
    Entry,
    FindingReason,
    Measurement,
    Remark,
    Table,
    as_kept,
    rules_of,
)
from jixiao.web.models.disclosed import Disclosed, Figure
from jixiao.web.models.files import Evidence, Upload
from jixiao.web.models.jobs import Job
from jixiao.web.models.marks import FindingMark
from jixiao.web.models.panels import Panel, Seat, Vote
from jixiao.web.models.people import (
    Answered,
    Lent,
    Membership,
    Organisation,
    Token,
    User,
)
from jixiao.web.models.sealed import Seal
from jixiao.web.models.trail import Trail

__all__ = [
    "FIRST",
    "LAST",
    "UNNAMED",
    "Acceptance",
    "Answered",
    "Case",
    "Disclosed",
    "Draft",
    "DraftStep",
    "Entry",
    "Evidence",
    "Figure",
    "FindingMark",
    "FindingReason",
    "Job",
    "Lent",
    "Measurement",
    "Membership",
    "Organisation",
    "Panel",
    "Remark",
    "Seal",
    "Seat",
    "Table",
    "Token",
    "Trail",
    "Upload",
    "User",
    "Vote",
    "as_kept",
    "rules_of",
]
