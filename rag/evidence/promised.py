"""What a document only promises: a list said to be attached, details to be made elsewhere.

A sentence that promises holds nothing of what it promises: asked for that, it is no answer.
"""

import re

from rag.draft import Draft, refuse
from rag.question.query import Query

_ELSEWHERE = r"(?:另行|另外|单独)(?:制定|印发|公布|发布|通知|规定|确定|明确|下达|出台)"
PROMISED = re.compile(rf"{_ELSEWHERE}|附后")  # the gate was trained on these members
_PROMISE = re.compile(rf"{_ELSEWHERE}|(?:名单|清单|目录)[^,，。;；]{{0,6}}附后")  # and of what
_THING = re.compile(r"名单|清单|目录|细则|办法|标准|方案|规程|指南|成员|人员")
_MAKER = re.compile(r"谁|[哪什啥]个?么?(?:部门|单位|机关)|制定|制订|出台")
_HEAD = re.compile(r"^\s*(?:第[\u4e00-\u9fff\d]+条|[（(]?[一二三四五六七八九十\d]+[）)、.．])?")
_REST = 8  # characters beside the promise and its subject that still state nothing else


def only_promised(query: Query, draft: Draft) -> Draft | None:
    """The refusal in place of a draft that only promises what is asked for; None if it answers."""
    if query.kind == "body" or _MAKER.search(query.text) or not draft.statements:
        return None
    said = [" ".join(p.text for p in s.passages) for s in draft.statements]
    if not all(_promises(query, text) for text in said):
        return None
    clause = draft.statements[0].passages[0].clause
    why = f"{clause.label}只写明“{_promised_in(said[0])}”，文件里没有它的内容"
    return refuse("no_evidence", why, [clause])


def _promises(query: Query, text: str) -> bool:
    found = _PROMISE.search(text)
    if not found:
        return False
    asked = {thing[0] for thing in _THING.finditer(query.text)}
    near = _phrase(text, found)
    if asked and any(thing in near for thing in asked):
        return True
    return len(_HEAD.sub("", text)) - len(near) <= _REST


def _promised_in(text: str) -> str:
    found = _PROMISE.search(text)
    return _HEAD.sub("", _phrase(text, found)).strip(" (（)）") if found else text


def _phrase(text: str, found: re.Match[str]) -> str:
    """The phrase that promises, from the stop before it."""
    begin = max((text.rfind(stop, 0, found.start()) for stop in "，,。；;（(\n"), default=-1) + 1
    return text[begin : found.end()]
