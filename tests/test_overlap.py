"""What a document says of several grants together, and which of its grants it is said of."""

from datetime import date
from pathlib import Path

import pytest

from corpus.load import load_corpus, load_document
from corpus.overlap import read_overlaps
from rag.match.command import read_profile
from rag.match.matching import Match, Matcher
from rag.match.record import match_record, match_text
from rag.take_away.sheet import sheet_of_match

DAY = date(2026, 11, 24)
TEXT = """云岭市促进产业发展若干措施
云岭市人民政府
第一条 企业年用水量10万立方米以上的，给予5万元补贴。
第二条 对获得省级绿色工厂认定的企业，奖励80万元。晋级的只奖励差额部分。
第三条 企业购置机器人10台以上的，给予10万元补贴。
第四条 第二条、第三条的支持不能同时享受。
第五条 同一事项符合多项政策的，按照就高不重复的原则执行。
"""


@pytest.fixture
def match(tmp_path: Path) -> Match:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    matcher = Matcher({d.doc_id: d for d in load_corpus(tmp_path)[0]})
    said = "云岭市企业，年用水量12万立方米，购置机器人14台，成立8年"
    return matcher.match(read_profile(said, matcher, DAY), DAY)


def test_each_is_said_of_what_it_names_or_stands_in_or_of_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    document = load_document(tmp_path / "a.txt", tmp_path)
    found = read_overlaps(document.clauses, frozenset(("第一条", "第二条", "第三条")))
    assert [(o.clause.section, o.sections) for o in found] == [
        ("第二条", ("第二条",)),
        ("第四条", ("第二条", "第三条")),
        ("第五条", ()),
    ]
    assert all(document.text[o.start : o.end].strip() == o.text for o in found)


def test_a_match_tells_it_of_what_is_met(match: Match) -> None:
    told = {one["section"]: [o["section"] for o in one.get("overlaps", [])]
            for one in match_record(match)["met"]}  # fmt: skip
    assert told == {"第一条": ["第五条"], "第三条": ["第四条", "第五条"]}
    assert "与其他政策：同一事项符合多项政策的，按照就高不重复的原则执行。（第五条）" in match_text(
        match
    )


def test_the_sheet_notes_each_once(match: Match, tmp_path: Path) -> None:
    from index.validity import validity_of

    known = validity_of({d.doc_id: d for d in load_corpus(tmp_path)[0]}, (), DAY.isoformat())
    notes = sheet_of_match(match_record(match), known, DAY.isoformat(), "x")["notes"]
    assert len(notes) == len(set(notes)) == 2
    assert any("就高不重复" in note for note in notes)
