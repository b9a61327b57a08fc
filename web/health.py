"""`/healthz`, `/readyz`, `/metrics`: for what runs the server, not for people."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from web.line import Closing
from web.people.user import User
from web.services import Parts, needs

router = APIRouter(tags=["运行"])


@router.get("/healthz", summary="进程在运行")
def healthz() -> dict[str, str]:
    """Always, as long as requests are answered."""
    return {"status": "ok"}


@router.get("/readyz", summary="可以回答问题")
def readyz(parts: Parts) -> dict[str, object]:
    """Whether there is something to answer from, and how much of it."""
    if parts.line.closing:
        raise Closing
    view = parts.source.view()
    return {"status": "ready", "documents": len(view.documents), "generation": view.generation}


@router.get("/metrics", summary="运行数据（Prometheus）", response_class=Response)
def metrics(parts: Parts, user: Annotated[User, Depends(needs("admin", "metrics"))]) -> Response:
    """Questions, stages, the waiting line."""
    figures, view = parts.metrics, parts.source.view()
    figures.line.labels("working").set(parts.line.working)
    figures.line.labels("waiting").set(parts.line.waiting)
    figures.documents.set(len(view.documents))
    figures.generation.set(view.generation)
    return Response(figures.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
