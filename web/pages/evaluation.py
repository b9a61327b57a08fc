"""`/evaluation`: the report of `python -m eval run`, if one was made on this machine."""

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

from web.pages.failure import PageRoute
from web.pages.page import page
from web.services import Reading

router = APIRouter(include_in_schema=False, route_class=PageRoute)
REPORT = Path(__file__).parents[2] / "eval" / "out" / "report.json"
FIGURES = (
    "section_first",
    "section_five",
    "right",
    "list_exact",
    "quote_fidelity",
    "numeric_fidelity",
    "refusal_recall",
    "false_refusal",
)
_MAX_WRONG = 100


@router.get("/evaluation")
def evaluation(request: Request, user: Reading) -> Response:
    """Figures with intervals, by kind of question, times, what went wrong."""
    report = read_report(REPORT)
    wrong = [] if report is None else [o for o in report["outcomes"] if not o["right"]]
    return page(
        request,
        "evaluation.html",
        user,
        report=report,
        names=[] if report is None else [name for name in FIGURES if name in report["figures"]],
        wrong=wrong[:_MAX_WRONG],
        n_wrong=len(wrong),
    )


def read_report(path: Path) -> dict[str, Any] | None:
    """The report as it was written; None where there is none, or one that is being written."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return None
    return found
