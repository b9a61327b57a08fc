"""The tools over MCP, called by the protocol's own client against a server process."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from tests.test_app import free_port
from tests.toy_app import GOAL

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("agent")
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.toy_app", str(free_port()), str(home)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stdout
        yield server.stdout.readline().strip().rstrip("/") + "/mcp"
        server.terminate()


def call(address: str, tool: str, **arguments: Any) -> tuple[bool, str]:  # noqa: ANN401 (JSON)
    async def calling() -> tuple[bool, str]:
        async with Client(address) as client:
            got = await client.call_tool(tool, arguments)
            return got.is_error, "".join(part.text for part in got.content if part.type == "text")

    return asyncio.run(calling())


def test_the_tools_are_listed(address: str) -> None:
    async def listing() -> list[str]:
        async with Client(address) as client:
            return sorted(tool.name for tool in (await client.list_tools()).tools)

    assert asyncio.run(listing()) == ["ask", "find_clauses", "get_section", "match"]


def test_ask_gives_the_record(address: str) -> None:
    wrong, said = call(address, "ask", question="产值目标？")
    assert not wrong
    assert json.loads(said)["citations"][0]["section"] == "一/(一)"


def test_a_section_and_clauses_are_text_of_the_document(address: str) -> None:
    wrong, said = call(address, "get_section", doc_id="竹编", section="一/(一)")
    assert not wrong
    assert json.loads(said)["clauses"][0]["text"] == GOAL.text
    assert GOAL.section in call(address, "find_clauses", words="产值目标？")[1]


def test_what_is_wrong_is_a_sentence(address: str) -> None:
    wrong, said = call(address, "ask", question="")
    assert wrong
    assert said.endswith("请输入问题。")
    wrong, said = call(address, "get_section", doc_id="没有", section="一")
    assert wrong
    assert "没有找到" in said
