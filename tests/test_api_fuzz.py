"""Requests made up from the OpenAPI description: whatever is sent, no answer is a 5xx."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from tests.toy_app import ToySource
from web.server import create_server
from web.services import Services

# Starlette's and the generator's own.
pytestmark = pytest.mark.filterwarnings("ignore")
SCHEMA = schemathesis.openapi.from_asgi(
    "/api/openapi.json",
    create_server(Services(ToySource(), lambda *_: None)),
    headers={"Host": "127.0.0.1"},
)


@SCHEMA.parametrize()
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_that_is_sent_breaks_a_route(case: "schemathesis.Case[Any]") -> None:
    answer = case.call(headers={"Host": "127.0.0.1"})
    assert answer.status_code != 421  # the guard let it through to the route
    assert answer.status_code < 500, answer.text
