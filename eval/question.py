"""A question file (contract, 5) into questions; refuses a file with a mistake in it.

Does not answer or measure, and opens no document: `load_questions` proves the form of every line,
`eval.proof` its gold.

    QuestionFileError      a line of a question file that cannot be used; names file, line, reason
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.system_error import why_refused

TYPES = (
    "number",
    "entity",
    "describe",
    "lay",
    "list",
    "compare",
    "applicability",
    "condition",
    "meta",
    "trap",
    "unanswerable",
    "noisy",
)


class QuestionFileError(Exception):
    """A question file that cannot be used: one sentence with file, line (0: the whole) and why."""

    def __init__(self, path: Path | str, line: int, reason: str) -> None:
        self.path = Path(path)
        self.line = line
        self.reason = reason
        where = f"{path} 第 {line} 行" if line else f"{path}"
        super().__init__(f"{where}：{reason}")


@dataclass(frozen=True)
class Place:
    """A gold place: a section address, in the document `doc` or, where None, in whichever."""

    doc: str | None
    section: str

    def is_in(self, doc_id: str) -> bool:
        """Whether the place lies in that document; `doc` may carry the file's ending."""
        return self.doc is None or doc_id in (self.doc, self.doc.rpartition(".")[0])

    def matches(self, doc_id: str, section: str) -> bool:
        """Whether that section of that document is this place; addresses are equal or not."""
        return self.section == section and self.is_in(doc_id)

    def __str__(self) -> str:
        return f"{self.doc or ''}#{self.section}"


@dataclass(frozen=True)
class Question:
    """One line of a question file.

    `contains`: strings the answer must have; `any`: strings of which it must have one. `line` is
    where it stands in `path`, from 1.
    """

    id: str
    type: str
    question: str
    cite: tuple[str, ...]
    contains: tuple[str, ...]
    any: tuple[str, ...]
    answerable: bool
    exhaustive: bool
    doc: str | None = None
    as_of: str | None = None
    note: str | None = None
    path: Path = Path()
    line: int = 0

    @property
    def day(self) -> date | None:
        """The day as of which to answer; None: today."""
        return date.fromisoformat(self.as_of) if self.as_of else None

    @property
    def gold(self) -> tuple[Place, ...]:
        """The cite entries as places: `file#section`, or `section` in `doc`."""
        return tuple(
            Place(*entry.split("#", 1)) if "#" in entry else Place(self.doc, entry)
            for entry in self.cite
        )

    def named(self, found: Iterable[tuple[str, str]]) -> list[str]:
        """The sections found (document, section) by name, each once, in their order.

        One that is gold bears its gold place's name.
        """
        places = (
            next((p for p in self.gold if p.matches(*one)), None) or Place(*one) for one in found
        )
        return list(dict.fromkeys(map(str, places)))


def load_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a file in its order.

    Raises:
        QuestionFileError: unreadable, not JSON, a field unknown, missing or of a wrong kind, a
            type unknown, an id used twice, an answerable question without a gold section.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise QuestionFileError(path, 0, "没有这个问题文件，请检查路径") from None
    except UnicodeDecodeError:
        raise QuestionFileError(path, 0, "不是 UTF-8 编码，请另存为 UTF-8") from None
    except OSError as error:
        raise QuestionFileError(path, 0, f"读不了这个问题文件（{why_refused(error)}）") from None
    questions: list[Question] = []
    first_seen: dict[str, int] = {}
    # subtle: not splitlines(), which also breaks at U+2028 and U+0085 inside a JSON string.
    for line, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        question = _question(content, path, line)
        if question.id in first_seen:
            raise QuestionFileError(
                path, line, f"id「{question.id}」重复，第 {first_seen[question.id]} 行已经用过"
            )
        first_seen[question.id] = line
        questions.append(question)
    if not questions:
        raise QuestionFileError(path, 0, "文件里没有问题，请每行写一个 JSON 对象")
    return tuple(questions)


def fold(text: str) -> str:
    """The text with one width (NFKC), one case and no blanks, for comparing strings.

    A tab between two digits stays, as a blank: two cells of a table row are two numbers.
    """
    cells = re.sub(r"(?<=\d)[^\S\n]*\t\s*(?=\d)", "\0", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", cells).replace("\0", " ").casefold()


def holds(folded: str, string: str) -> bool:
    """Whether a folded text has the string; a number only as a whole: 「110%」 has no 「10%」."""
    wanted = fold(string)
    before = r"(?<!\d)(?<!\d\.)" if wanted[:1].isdecimal() else ""
    after = r"(?!\d|\.\d)" if wanted[-1:].isdecimal() else ""
    return re.search(before + re.escape(wanted) + after, folded) is not None


_REQUIRED: dict[str, type] = {
    "id": str,
    "type": str,
    "question": str,
    "cite": list,
    "contains": list,
    "any": list,
    "answerable": bool,
    "exhaustive": bool,
}
_OPTIONAL = ("doc", "as_of", "note")
_KIND_NAMES = {str: "字符串", list: "字符串的列表", bool: "true 或 false"}


def _question(content: str, path: Path, line: int) -> Question:
    try:
        record: Any = json.loads(content, object_pairs_hook=_each_once)
        json.dumps(record, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise QuestionFileError(
            path, line, f"不是合法的 JSON（第 {error.colno} 列：{error.msg}）"
        ) from None
    except RecursionError:
        raise QuestionFileError(path, line, "括号套得太深，不是一个问题") from None
    except UnicodeEncodeError:
        raise QuestionFileError(path, line, "含有半个字符（不成对的 \\ud800 一类转义）") from None
    except _TwiceError as error:
        raise QuestionFileError(path, line, f"字段「{error}」写了两次") from None
    if not isinstance(record, dict):
        raise QuestionFileError(path, line, "不是 JSON 对象")
    reason = _mistake(record)
    if reason:
        raise QuestionFileError(path, line, reason)
    return Question(
        id=record["id"],
        type=record["type"],
        question=record["question"],
        cite=tuple(record["cite"]),
        contains=tuple(record["contains"]),
        any=tuple(record["any"]),
        answerable=record["answerable"],
        exhaustive=record["exhaustive"],
        doc=record.get("doc"),
        as_of=record.get("as_of"),
        note=record.get("note"),
        path=path,
        line=line,
    )


class _TwiceError(Exception):
    """A field that an object has twice; JSON would keep the last and drop the first."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise _TwiceError(name)
        fields[name] = value
    return fields


def _mistake(record: dict[str, Any]) -> str | None:
    for name in record:
        if name not in _REQUIRED and name not in _OPTIONAL:
            return f"不认识的字段「{name}」"
    for name, kind in _REQUIRED.items():
        if name not in record:
            return f"缺少字段「{name}」"
        value = record[name]
        strings = kind is not list or all(isinstance(s, str) and s.strip() for s in value or ())
        if not isinstance(value, kind) or not strings:
            return f"字段「{name}」应为{_KIND_NAMES[kind]}"
    for name in _OPTIONAL:
        if not isinstance(record.get(name), str | None):
            return f"字段「{name}」应为字符串"
    if record.get("as_of") is not None and not _is_day(record["as_of"]):
        return f"字段「as_of」应为 YYYY-MM-DD 的日期，现为「{record['as_of']}」"
    for name in ("id", "question", "doc"):
        if record.get(name) is not None and not record[name].strip():
            return f"字段「{name}」是空的"
    for entry in record["cite"]:
        file, mark, section = entry.partition("#")
        if mark and not (file.strip() and section.strip()):
            return f"cite 里的「{entry}」应写成 文件#条款"
    if record["type"] not in TYPES:
        return f"不认识的类型「{record['type']}」，可用：{'、'.join(TYPES)}"
    if record["type"] == "unanswerable" and record["answerable"]:
        return "类型是 unanswerable，answerable 却是 true"
    if record["answerable"] and not record["cite"]:
        return "能回答的问题没有写 cite"
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
