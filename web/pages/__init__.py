"""The pages, as routers that the server takes in before the chat; templates lie in `templates/`.

A page's route takes `CurrentUser` and `Seen` of `web.services`.
"""

from fastapi import APIRouter

from web.pages import (
    compare,
    document,
    evaluation,
    history,
    library,
    lookup,
    matching,
    settings,
    sheet,
)

ROUTERS: tuple[APIRouter, ...] = (
    matching.router,
    lookup.router,
    library.router,
    compare.router,
    document.router,
    sheet.router,
    history.router,
    evaluation.router,
    settings.router,
)
