"""Questions over what all documents say of themselves, counted and cited."""

from datetime import date
from pathlib import Path

import pytest

from corpus.load import load_corpus
from rag.across.library import Library
from rag.pipeline import Pipeline
from rag.question.query import understand
from rag.route.register import Register

NOW = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("question", "documents", "says"),
    [
        ("哪份文件废止了桐政规〔2020〕5号？", {"district"}, ["桐政规〔2024〕1号", "同时废止"]),
        ("桐溪区电子商务扶持办法被哪份文件废止了", {"district"}, ["同时废止"]),
        ("岚政规〔2023〕8号后来被几号文修改了？", {"change"}, ["岚政规〔2025〕2号"]),
        ("跨境电商措施被什么文件修改过", {"change"}, ["岚政规〔2025〕2号"]),
        (
            "截至2026年1月，哪些文件已经失效或者被废止了？",
            {"district", "district-2020"},
            ["共 1 份", "有效期至2025年3月31日", "已被《桐溪区跨境电商扶持办法》废止"],
        ),
        (
            "现行有效的文件有哪些？",
            {"change", "cold-chain", "district", "measures", "reading"},
            ["共 5 份"],
        ),
        ("2024年出台了哪些文件", {"cold-chain", "district"}, ["共 2 份"]),
        ("桐溪区人民政府印发了哪些文件？", {"district", "district-2020"}, ["已失效"]),
        ("最新印发的是哪份文件", {"change"}, ["2025年1月20日"]),
        (
            "桐溪区现在用的扶持办法和被它废止的，各是几号文？",
            {"district"},
            ["桐政规〔2024〕1号", "桐政规〔2020〕5号"],
        ),
        ("由市商务局负责解释的是哪几份文件", {"measures"}, ["共 1 条"]),
    ],
)
def test_a_question_over_all_documents_is_answered_from_the_register(
    question: str, documents: set[str], says: list[str], related: Pipeline
) -> None:
    answer = related.ask(question, as_of=NOW)
    assert {citation.doc_id for citation in answer.citations} == documents
    assert [words for words in says if words not in answer.answer] == []


@pytest.mark.parametrize(
    "question",
    [
        "哪份文件废止了岚政规〔2019〕1号？",
        "由市财政局负责解释的是哪几份文件",
        "2019年出台了哪些文件",
    ],
)
def test_what_no_document_says_is_refused(question: str, related: Pipeline) -> None:
    assert related.ask(question, as_of=NOW).refused


def test_validity_is_that_of_the_day(related: Pipeline) -> None:
    answer = related.ask("哪些文件已经失效了？", as_of=date(2023, 1, 1))
    assert answer.refused


@pytest.mark.parametrize(
    ("question", "begins", "documents"),
    [
        ("岚港市跨境电商措施现在还有效吗？", "现行有效。", {"measures", "change"}),
        ("桐溪区电子商务扶持办法还有效吗？", "已失效。", {"district-2020", "district"}),
        ("桐政规〔2020〕5号废止了吗", "已失效。", {"district-2020", "district"}),
    ],
)
def test_whether_a_named_document_holds(
    question: str, begins: str, documents: set[str], related: Pipeline
) -> None:
    answer = related.ask(question, as_of=NOW)
    assert answer.answer.startswith(begins)
    assert {citation.doc_id for citation in answer.citations} == documents


RULES = """云岭市小微企业担保办法

云政规〔2021〕3号

第一条 担保费率不超过1.5%。

云岭市人民政府
2021年3月15日
"""
CHANGE = """云岭市人民政府关于修改《云岭市小微企业担保办法》的决定

云政规〔2022〕6号

一、将第一条中的“1.5%”修改为“1.2%”。

云岭市人民政府
2022年5月1日
"""
SUCCESSOR = """云岭市融资担保管理办法

云政规〔2024〕8号

第一条 担保费率不超过1%。

第二条 本办法自2024年7月1日起施行。《云岭市小微企业担保办法》（云政规〔2021〕3号）同时废止。

云岭市人民政府
2024年6月1日
"""


def test_a_change_of_repealed_rules_holds_no_more_than_they_do(tmp_path: Path) -> None:
    for name, text in (("rules", RULES), ("change", CHANGE), ("successor", SUCCESSOR)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    documents, failed = load_corpus(tmp_path)
    register = Register(Library.of({d.doc_id: d for d in documents}))
    asked = understand("云政规〔2022〕6号还有效吗")
    before, after = register.answer(asked, "2024-06-30"), register.answer(asked, "2024-07-01")
    assert not failed
    assert before is not None
    assert after is not None
    assert before.statements[0].text.startswith("现行有效。")
    (ended,) = after.statements
    assert ended.text.startswith("已失效。")
    assert "所修改的《云岭市小微企业担保办法》已被《云岭市融资担保管理办法》废止" in ended.text
    assert {passage.clause.doc_id for passage in ended.passages} == {"successor"}
