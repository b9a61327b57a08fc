"""The front matter of a Markdown file: what it states of the document, apart from the text.

Knows how the fields are usually called, not what their values may be: `corpus.stated` checks them.
"""

import re
import tomllib
from collections.abc import Callable, Mapping

import yaml

_YAML = re.compile(r"\A---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TOML = re.compile(r"\A\+\+\+[ \t]*\n((?:.*\n)*?)\+\+\+[ \t]*(?:\n|\Z)")
_MAX_CHARS = 64 * 1024
# Other names of the fields of `corpus.document.Metadata`, lower case, without blanks or _ or -.
_NAMES = {
    "title": "title", "标题": "title", "名称": "title", "文件名称": "title",
    "number": "number", "文号": "number", "发文字号": "number", "documentnumber": "number",
    "docnumber": "number", "docno": "number", "发文文号": "number",
    "issuer": "issuer", "发文机关": "issuer", "发文单位": "issuer", "制定机关": "issuer",
    "发布机关": "issuer", "发布机构": "issuer", "issuedby": "issuer", "agency": "issuer",
    "issued": "issued", "成文日期": "issued", "印发日期": "issued", "发文日期": "issued",
    "issuedate": "issued", "issuedat": "issued", "dateissued": "issued",
    "published": "published", "发布日期": "published", "公布日期": "published",
    "发布时间": "published", "date": "published", "pubdate": "published",
    "publishdate": "published", "publishedat": "published", "日期": "published",
    "effective": "effective", "施行日期": "effective", "实施日期": "effective",
    "生效日期": "effective", "effectivedate": "effective",
    "expires": "expires", "失效日期": "expires", "废止日期": "expires", "有效期至": "expires",
    "expirydate": "expires", "expirationdate": "expires",
    "repeals": "repeals", "废止文件": "repeals", "amends": "amends", "修改文件": "amends",
    "source": "source", "来源": "source", "url": "source", "sourceurl": "source",
    "link": "source", "原文链接": "source", "网址": "source",
}  # fmt: skip


def split_front_matter(text: str) -> tuple[str, Mapping[str, object]]:
    """The text without its front matter, and what that states, under the names of `Metadata`.

    What begins like front matter and is none (a line of dashes, broken YAML) stays in the text.
    """
    if found := _YAML.match(text):
        content = _parsed(found[1], yaml.safe_load)
    elif found := _TOML.match(text):
        content = _parsed(found[1], tomllib.loads)
    else:
        return text, {}
    if content is None:
        return text, {}
    stated: dict[str, object] = {}
    for key, value in content.items():
        name = _NAMES.get(re.sub(r"[\s_-]", "", str(key)).lower())
        if name is not None and value not in (None, "", []):
            stated.setdefault(name, value)
    return text[found.end() :], stated


def _parsed(text: str, parse: Callable[[str], object]) -> dict[object, object] | None:
    if len(text) > _MAX_CHARS:
        return None
    try:
        content = parse(text)
    except (yaml.YAMLError, ValueError, RecursionError):  # a TOML error is a ValueError
        return None
    return content if isinstance(content, dict) else None
