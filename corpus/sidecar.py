"""The sidecar `NAME.yaml` beside `NAME.txt`: what a person found out wins over what was read."""

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from corpus.document import CorpusError, Metadata
from corpus.system_error import why_refused

SUFFIX = ".yaml"
LISTS = ("repeals", "amends")
_DATES = ("issued", "published", "effective", "expires")
_WARNINGS = "warnings"


def sidecar_of(path: Path) -> Path:
    """Where the sidecar of a document lies, whether or not it exists."""
    return path.with_suffix(SUFFIX)


def apply_sidecar(path: Path, metadata: Metadata) -> tuple[Metadata, tuple[str, ...]]:
    """The metadata with the sidecar's fields put in, and the warnings that it adds.

    A field given as null is unknown, whatever was read; a field that the sidecar gives loses the
    slice that it was read from. Without a sidecar nothing changes.

    Raises:
        CorpusError: a sidecar that is not YAML, or has an unknown field or a wrong value.
    """
    sidecar = sidecar_of(path)
    if not sidecar.exists():
        return metadata, ()
    try:
        content = yaml.safe_load(sidecar.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f"第 {line + 1} 行" if line is not None else "文件"
        raise CorpusError(sidecar, f"{where}不是有效的 YAML", "请改正或删除该文件") from error
    except OSError as error:
        raise CorpusError(sidecar, f"无法读取（{why_refused(error)}）", "请检查文件权限") from error
    if not isinstance(content, dict):
        raise CorpusError(sidecar, "内容不是“字段: 值”", "请按 README 的示例填写")
    warnings = _strings(sidecar, _WARNINGS, content.pop(_WARNINGS, []))
    known = {f.name for f in fields(Metadata)} - {"evidence"}
    values: dict[str, Any] = {}
    for name, value in content.items():
        if name not in known:
            raise CorpusError(sidecar, f"不认识的字段“{name}”", f"可用：{'、'.join(sorted(known))}")
        values[name] = field_value(sidecar, name, value)
    return metadata.corrected(values), warnings


def field_value(sidecar: Path, name: str, value: object) -> object:
    """The value of a field of `Metadata` as it is kept there.

    Raises:
        CorpusError: a value that is none for this field; names the file it stands in.
    """
    if name in LISTS:
        return _strings(sidecar, name, value if value is not None else [])
    if value is None:
        return None
    if name in _DATES:
        try:
            day = value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError as error:
            raise CorpusError(sidecar, f"字段“{name}”不是日期", "请写成 YYYY-MM-DD") from error
        return day.isoformat()
    if not isinstance(value, str):
        raise CorpusError(sidecar, f"字段“{name}”应为文字", "请加上引号")
    return value


def _strings(sidecar: Path, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CorpusError(sidecar, f"字段“{name}”应为文字的列表", "请每行以“- ”开头")
    return tuple(value)
