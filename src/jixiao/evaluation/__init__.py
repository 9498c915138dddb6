"""Targets and what happened → points, each with the rule that gave it."""

from jixiao.evaluation.entries import Entries, load_entries
from jixiao.evaluation.rubric import Rubric, rubrics
from jixiao.evaluation.scoring import Actual, Score, direction, score
from jixiao.evaluation.selfevaluation import (
    SelfEvaluation,
    Spending,
    evaluate,
    filled,
    score_execution,
)
from jixiao.evaluation.spans import Span, span_of, unit_of
from jixiao.evaluation.weights import applicable

__all__ = [
    "Actual",
    "Entries",
    "Rubric",
    "Score",
    "SelfEvaluation",
    "Span",
    "Spending",
    "applicable",
    "direction",
    "evaluate",
    "filled",
    "load_entries",
    "rubrics",
    "score",
    "score_execution",
    "span_of",
    "unit_of",
]
