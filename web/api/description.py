"""`/api/docs`: the OpenAPI description as a page to read; no script, nothing from other hosts."""

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader

router = APIRouter(include_in_schema=False)
_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent.parent / "pages" / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


@router.get("/api/docs", response_class=HTMLResponse)
def docs(request: Request) -> str:
    """Every route: what it takes, what it returns, a line for the terminal that calls it."""
    schema = request.app.openapi()
    routes = [
        _route(str(request.base_url).rstrip("/"), path, method, route, schema)
        for path, methods in schema["paths"].items()
        for method, route in methods.items()
    ]
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in routes:
        groups.setdefault(each["tag"], []).append(each)
    return _PAGES.get_template("api_docs.html").render(groups=groups)


def _route(
    base: str, path: str, method: str, route: dict[str, Any], schema: dict[str, Any]
) -> dict[str, Any]:
    content = route.get("requestBody", {}).get("content", {})
    kind: str = next(iter(content), "")
    fields = _fields(content.get(kind, {}).get("schema", {}), schema)
    returned = route["responses"].get("200", {}).get("content", {}).get("application/json", {})
    return {
        "tag": (route.get("tags") or ["其他"])[0],
        "method": method.upper(),
        "path": path,
        "summary": route.get("summary", ""),
        "description": route.get("description", ""),
        "parameters": [
            {**each, "kind": _kind(each.get("schema", {}))} for each in route.get("parameters", ())
        ],
        "fields": fields,
        "returns": _fields(returned.get("schema", {}), schema),
        "call": _call(base, path, method, kind, fields),
    }


def _resolved(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = part.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schema["components"]["schemas"][name] if name else part
    return found


def _fields(part: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of an object, or of the objects of a list."""
    found = _resolved(part.get("items", part), schema)
    needed = found.get("required", ())
    return [
        {
            "name": name,
            "kind": _kind(about),
            "needed": name in needed,
            "about": about.get("description", ""),
            "example": next(iter(about.get("examples", ())), None),
        }
        for name, about in found.get("properties", {}).items()
    ]


def _kind(about: dict[str, Any]) -> str:
    if "anyOf" in about:
        return " | ".join(_kind(each) for each in about["anyOf"])
    if "$ref" in about:
        return str(about["$ref"].rpartition("/")[2])
    if about.get("type") == "array":
        return f"{_kind(about.get('items', {}))}[]"
    return str(about.get("format") or about.get("type") or "any")


def _call(base: str, path: str, method: str, kind: str, fields: list[dict[str, Any]]) -> str:
    line = f"curl {base}{path}" if method == "get" else f"curl -X {method.upper()} {base}{path}"
    if kind.startswith("multipart/"):
        return f"{line} -F file=@办法.docx"
    if kind:
        body = {f["name"]: f["example"] or "…" for f in fields if f["needed"] or f["example"]}
        line += f" -H 'Content-Type: {kind}' -d '{json.dumps(body, ensure_ascii=False)}'"
    return line
