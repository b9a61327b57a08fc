"""`python -m rag match`: a company's description or profile file on the command line."""

import argparse
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from index.catalog import Catalog
from index.settings import Settings
from rag.match.describe import describe, is_company
from rag.match.matching import Matcher
from rag.match.profile import FIELDS, Profile, ProfileError, check_description, with_fields
from rag.match.record import match_record, match_text

_ASK_BACK = (
    "描述中没有读到企业的行业、所在地、规模、资质或需求；"
    "请说明做什么、在哪个区、营业收入多少、有哪些资质。"
)


def open_matcher(settings: Settings) -> Matcher:
    """The matcher over the documents of a data folder; loads no model.

    Raises:
        IndexUnusable: nothing was built there, or it is damaged.
    """
    catalog = Catalog.of(settings)
    with catalog.transaction() as connection:
        catalog.built_state(connection)
        return Matcher(catalog.documents(connection))


def read_profile(record: object, matcher: Matcher, today: date | None = None) -> Profile:
    """The profile of a description (a string), or of the contract's object (6).

    Raises:
        ProfileError: something in it that cannot be, or nothing to match.
    """
    if isinstance(record, str):
        record = {"text": record}
    if not isinstance(record, Mapping):
        raise ProfileError("档案应为一个 JSON 对象，含 text 或 fields。")
    values: dict[str, Any] = dict(record)
    fields = values.pop("fields", None)
    if fields is not None and not isinstance(fields, Mapping):
        raise ProfileError("字段 fields 应为一个 JSON 对象。")
    text = values.pop("text", None)
    values.pop("id", None)
    if text is not None and not isinstance(text, str):
        raise ProfileError(f"字段 text 不能是 {text}；应为{FIELDS['text']}。")
    today = today or date.today()
    profile = check_description(describe(text or "", matcher.atlas.names, today))
    profile = with_fields(profile, {**values, **dict(fields or {})}, today)
    if not is_company(profile):
        raise ProfileError(_ASK_BACK)
    return profile


def add_match(commands: Any) -> None:  # noqa: ANN401 (argparse's own type is private)
    """The command's arguments."""
    match = commands.add_parser("match", help="企业适用哪些条款")
    match.add_argument("--text", help="企业情况的描述")
    match.add_argument("--profile", type=Path, metavar="FILE.json", help="企业档案（JSON）")
    match.add_argument("--json", action="store_true", help="输出匹配记录（JSON）")
    match.add_argument("--as-of", metavar="YYYY-MM-DD", help="按哪一天的现行文件匹配（默认今天）")
    match.add_argument("--home", help="数据文件夹（默认 var/）")


def run_match(options: argparse.Namespace, as_of: date | None) -> str:
    """What the command prints.

    Raises:
        ProfileError: a profile that cannot be.
        IndexUnusable: no index.
    """
    if (options.text is None) == (options.profile is None):
        raise ProfileError("请用 --text 给出企业描述，或用 --profile 给出档案文件（二者取一）。")
    record = options.text if options.text is not None else _read(options.profile)
    matcher = open_matcher(Settings.from_environment(options.home))
    match = matcher.match(read_profile(record, matcher, as_of), as_of)
    if options.json:
        return json.dumps(match_record(match), ensure_ascii=False)
    return match_text(match)


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ProfileError(f"{path}：文件不存在，请检查路径。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path}：无法读取，请检查权限并另存为 UTF-8。") from error
    except json.JSONDecodeError as error:
        raise ProfileError(f"{path} 第 {error.lineno} 行：不是 JSON，请改正后再试。") from error
