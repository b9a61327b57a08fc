"""Which documents a question means: by title, by all of them, by what it was read in."""

from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.hit import Hit
from index.index import Index
from index.settings import Settings
from rag.across.scope import Titles, still_so
from rag.held.holdings import Holdings
from rag.pipeline import Pipeline
from rag.question.query import Query, understand
from rag.search import Search

NOW = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("冷链方案里有哪些任务", {"cold-chain"}),
        ("《桐溪区跨境电商扶持办法》的申报时间", {"district"}),
        ("所有文件里提到海外仓的条款", set()),
        ("桐溪区人民政府在哪些文件里有任务", set()),
        ("各份文件的申报时间", set()),
        ("桐溪区人民政府的任务", set()),
    ],
)
def test_words_of_a_title_name_a_document_and_all_widens(
    question: str, named: set[str], related: Pipeline
) -> None:
    titles = Titles.of(related.documents, ["桐溪区人民政府"])
    assert titles.named(understand(question), related.documents) == named


@pytest.mark.parametrize(
    ("question", "document", "says"),
    [
        ("展位费补助是哪个文件规定的？", "district", "《桐溪区跨境电商扶持办法》第五条："),
        ("哪份文件管新能源冷藏车补贴", "cold-chain", "行动方案（2024—2026年）》二、(二)："),
        ("海外仓补助写在哪些文件里", "district", "《桐溪区跨境电商扶持办法》第三条："),
    ],
)
def test_the_document_that_says_it_is_named(
    question: str, document: str, says: str, related: Pipeline
) -> None:
    answer = related.ask(question, as_of=NOW)
    assert document in [citation.doc_id for citation in answer.citations]
    assert says in answer.answer


def test_what_no_document_speaks_of_is_said_in_none(related: Pipeline) -> None:
    answer = related.ask("哪份文件规定了机器人产业的奖励？", as_of=NOW)
    assert answer.refused
    assert "机器人" in answer.answer


def test_what_was_read_somewhere_is_asked_of_what_holds_now(related: Pipeline) -> None:
    titles, documents = Titles.of(related.documents), related.documents

    def now(question: str) -> Query:
        return still_so(understand(question), titles, documents)

    query = now("跨境电商的解读上说能拿10万，现在还对吗？")
    assert query.text == "能拿10万元,对吗?"
    assert query.titles == (documents["measures"].title,)
    assert now("解读里写奖10万，还是10万吗").text == "奖10万,是10万吗"
    assert now("解读上怎么说海外仓").text == "解读上怎么说海外仓"


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("2019年的绿地办法还有效吗", "old"),
        ("绿地管理暂行办法还有效吗", "old"),
        ("2024年的绿地办法还有效吗", "new"),
    ],
)
def test_documents_of_one_name_are_told_apart_by_year_and_form(
    question: str, meant: str, tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, title, year in (("old", "暂行办法", 2019), ("new", "办法", 2024)):
        text = f"某市绿地管理{title}\n\n第一条 绿地由园林局管理。\n\n某市人民政府\n{year}年5月1日\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(tmp_path / "home")
    build(settings, folder, progress=False)
    documents = Index.open(settings).documents
    said = Titles.of(documents).mentioned(question, set(documents), {})
    assert [ids for _, _, ids in said] == [frozenset({meant})]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("财务部门牵头的那条措施写了什么", set()),  # a part of a document
        ("有没有企业家培训计划", set()),  # 企业 stands in titles, 培训 in none
        ("参照哪部办法处理", set()),
        ("桐溪区的扶持办法里谁审核", {"district", "district-2020"}),
        ("这份行动方案的目标", {"cold-chain"}),
    ],
)
def test_a_kind_names_a_document_only_behind_its_title_or_where_it_is_pointed_at(
    question: str, named: set[str], related: Pipeline
) -> None:
    titles = Titles.of(related.documents)
    assert titles.named(understand(question), related.documents) == named


def test_a_document_is_named_with_what_changes_and_explains_it(related: Pipeline) -> None:
    titles = Titles.of(related.documents)
    meant = [i for i, of in titles.quoted.items() if of == "measures"]
    question = understand("跨境电商措施里海外仓怎么补")
    assert titles.named(question, related.documents) >= {"measures", *meant}
    assert set(meant) == {"change", "reading"}


def test_a_named_document_is_searched_by_itself(related: Pipeline) -> None:
    _, everywhere, _ = related.searched("海外仓补助多少？", NOW)
    _, found, named = related.searched("冷链方案里海外仓补助多少？", NOW)
    assert {hit.clause.doc_id for hit in everywhere} != {"cold-chain"}
    assert set(named.documents) == {"cold-chain"}
    assert {hit.clause.doc_id for hit in found} == {"cold-chain"}


@pytest.mark.parametrize(
    "question", ["冷链方案里海外仓补助多少？", "桐溪区对独立站有补助吗", "海外仓补助多少？"]
)
def test_documents_are_searched_once_they_are_known(
    question: str, related: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[tuple[str, frozenset[str]]] = []
    search = Search.__call__

    def noted(self: Search, query: Query, holdings: Holdings) -> list[Hit]:
        searched.append((query.text, frozenset(holdings.documents)))
        return search(self, query, holdings)

    monkeypatch.setattr(Search, "__call__", noted)
    answer = related.ask(question, as_of=NOW)
    assert {hit.clause.doc_id for hit in answer.hits} <= searched[0][1]
    assert len(searched) == len(set(searched)), "the same documents were searched twice"
