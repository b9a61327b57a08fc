"""Matching by the day: what a later document takes away, and an amendment of rules that ended."""

from datetime import date
from pathlib import Path

from corpus.load import load_corpus
from rag.match.command import read_profile
from rag.match.matching import Match, Matcher

RULES = """云岭市仓储企业扶持办法

云政规〔2021〕3号

第一条 本市规模以上仓储企业，给予10万元奖励。

第二条 本市仓储企业获评A级物流企业的，给予20万元奖励。

第三条 本办法自2021年8月1日起施行。

云岭市人民政府
2021年7月1日
"""
AMENDMENT = """云岭市人民政府关于修改《云岭市仓储企业扶持办法》的决定

云政规〔2022〕6号

一、第一条修改为：“本市规模以上仓储企业，给予15万元奖励。”

二、删去第二条。

本决定自2022年6月1日起施行。

云岭市人民政府
2022年5月1日
"""
SUCCESSOR = """云岭市物流企业扶持办法

云政规〔2024〕8号

第一条 本市规模以上物流企业，给予30万元奖励。

第二条 本办法自2024年7月1日起施行。《云岭市仓储企业扶持办法》（云政规〔2021〕3号）同时废止。

云岭市人民政府
2024年6月1日
"""


def _matched(folder: Path, day: date) -> Match:
    texts = {"rules": RULES, "amendment": AMENDMENT, "successor": SUCCESSOR}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    documents, failed = load_corpus(folder)
    assert not failed
    matcher = Matcher({document.doc_id: document for document in documents})
    profile = read_profile({"text": "云岭市规模以上仓储企业，A级物流企业"}, matcher, day)
    return matcher.match(profile, day)


def _places(match: Match) -> set[str]:
    return {f"{entry.document.doc_id}#{entry.clause.section}" for entry in match.entries}


def test_what_an_amendment_deletes_is_offered_until_its_day(tmp_path: Path) -> None:
    before, after = _matched(tmp_path, date(2022, 5, 31)), _matched(tmp_path, date(2022, 6, 1))
    assert _places(before) == {"rules#第一条", "rules#第二条"}
    assert _places(after) == {"amendment#一"}


def test_an_amendment_of_repealed_rules_offers_nothing(tmp_path: Path) -> None:
    match = _matched(tmp_path, date(2024, 7, 1))
    assert {document.doc_id for document in match.in_force} == {"successor"}
    assert _places(match) == {"successor#第一条"}
