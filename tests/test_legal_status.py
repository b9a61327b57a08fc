"""Which documents hold on a day: by their own dates, by what repeals or amends them."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus.document import Document, Evidence, Metadata
from corpus.legal_status import Relation, legal_statuses, relations
from index import schema
from index.__main__ import main
from index.build import build
from index.catalog import Catalog
from index.settings import Settings
from index.upkeep import verify
from index.validity import validity
from tests.test_index import HashEmbedder

RULES = "云岭市小微企业担保办法"


def _document(doc_id: str, text: str = "", **about: object) -> Document:
    return Document(doc_id, Path(f"{doc_id}.txt"), text, (), Metadata(**about))  # type: ignore[arg-type]


def _all(*documents: Document) -> dict[str, Document]:
    return {document.doc_id: document for document in documents}


def _states(documents: dict[str, Document], day: str) -> dict[str, str]:
    found = legal_statuses(documents, relations(documents), day)
    return {doc_id: status.state for doc_id, status in found.items()}


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2023-12-31", "pending"),
        ("2024-01-01", "current"),
        ("2025-12-31", "current"),
        ("2026-01-01", "expired"),
    ],
)
def test_the_first_and_the_last_day_count(day: str, state: str) -> None:
    document = _document("a", effective="2024-01-01", expires="2025-12-31", issued="2023-06-01")
    assert _states(_all(document), day) == {"a": state}


def test_what_nobody_dated_is_unknown_and_may_answer() -> None:
    documents = _all(_document("a"), _document("b", issued="2024-01-01"))
    found = legal_statuses(documents, (), "2025-01-01")
    assert (found["a"].state, found["b"].state) == ("unknown", "current")
    assert found["a"].holds


def test_a_chain_of_amendment_and_repeal() -> None:
    documents = _all(
        _document("old", title=RULES, effective="2020-01-01"),
        _document(
            "change", title=f"关于修改《{RULES}》的决定", issued="2022-05-01", amends=(RULES,)
        ),
        _document("new", title="云岭市融资担保办法", effective="2024-01-01", repeals=(RULES,)),
    )
    assert _states(documents, "2022-04-30")["old"] == "current"
    assert _states(documents, "2022-05-01")["old"] == "amended"
    assert _states(documents, "2023-12-31")["old"] == "amended"
    assert _states(documents, "2024-01-01")["old"] == "repealed"
    (by,) = legal_statuses(documents, relations(documents), "2024-01-01")["old"].by
    assert (by.later, by.kind) == ("new", "repeals")
    assert legal_statuses(documents, relations(documents), "2024-05-01")["old"].ends == "2023-12-31"


def test_an_amendment_ends_with_what_it_amends() -> None:
    documents = _all(
        _document("old", title=RULES, effective="2020-01-01"),
        _document("change", title=f"关于修改《{RULES}》的决定", issued="2022-05-01", amends=(RULES,)),
        _document("both", title=f"关于修改《{RULES}》《甲办法》的决定", issued="2022-06-01",
                  amends=(RULES, "甲办法")),
        _document("new", title="云岭市融资担保办法", effective="2024-01-01", repeals=(RULES,)),
    )  # fmt: skip
    assert _states(documents, "2023-12-31")["change"] == "current"
    assert _states(documents, "2024-01-01")["change"] == "repealed"
    assert _states(documents, "2024-01-01")["both"] == "current", "甲办法 may be in force"
    found = legal_statuses(documents, relations(documents), "2024-01-01")["change"]
    assert ([by.later for by in found.by], found.ends) == (["new"], "2023-12-31")


def test_the_number_beside_the_name_tells_two_of_one_title_apart() -> None:
    text = f"《{RULES}》（云政规〔2018〕9号）同时废止。"
    later = Document(
        "new", Path("new.txt"), text, (),
        Metadata(title="新办法", issued="2024-01-01", repeals=(RULES,),
                 evidence=(Evidence("repeals", 0, len(RULES) + 2),)),
    )  # fmt: skip
    documents = _all(
        _document("2018", title=RULES, number="云政规[2018]9号"),
        _document("2021", title=RULES, number="云政规〔2021〕3号"),
        later,
    )
    assert relations(documents) == (Relation("new", "repeals", "2018", 0, 13),)


OLD = """云岭市小微企业担保办法

云政规〔2021〕3号

第一条 为规范小微企业担保，制定本办法。

第二条 担保费率不超过1.5%。

第三条 本办法自2021年4月1日起施行。

云岭市人民政府
2021年3月15日
"""
NEW = """云岭市融资担保管理办法

云政规〔2024〕8号

第一条 为规范融资担保，制定本办法。

第二条 担保费率不超过1%。

第三条 本办法自2024年7月1日起施行，有效期3年。《云岭市小微企业担保办法》（云政规〔2021〕3号）同时废止。

云岭市人民政府
2024年6月1日
"""
FUTURE = """云岭市融资担保风险补偿通知

第一条 风险补偿比例为40%。

第二条 本通知自2099年1月1日起施行。

云岭市财政局
2025年1月5日
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in (
        ("old", OLD),
        ("new", NEW),
        ("future", FUTURE),
        ("memo", "便条\n\n无日期。\n"),
    ):
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    built = Settings(tmp_path / "home", "hash-64")
    build(built, corpus, progress=False, embedder=HashEmbedder())
    return built


def test_validity_from_files_with_the_slice_that_says_so(settings: Settings) -> None:
    found = {each.document.doc_id: each for each in validity(Catalog.of(settings), "2025-06-01")}
    assert {doc_id: each.label for doc_id, each in found.items()} == {
        "future": "尚未施行",
        "memo": "效力不明",
        "new": "现行有效",
        "old": "已废止",
    }
    ((relation, later, quote),) = found["old"].by
    assert later.doc_id == "new"
    assert later.text[relation.start : relation.end] == "《云岭市小微企业担保办法》"
    assert quote == "《云岭市小微企业担保办法》（云政规〔2021〕3号）同时废止"
    assert found["new"].status.ends == "2027-06-30"


def test_the_chain_follows_the_documents(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "new.txt").unlink()
    build(settings, tmp_path / "corpus", progress=False, embedder=HashEmbedder())
    found = {
        each.document.doc_id: each.label for each in validity(Catalog.of(settings), "2025-06-01")
    }
    assert found["old"] == "现行有效"


def test_the_command(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(settings.home)]
    assert main(["validity", "--as-of", "2024-06-30", *home]) == 0
    said = capsys.readouterr().out
    assert "现行有效  《云岭市小微企业担保办法》（old）  2021-04-01 起，未写明失效日期" in said
    assert "截至 2024-06-30：尚未施行 2，效力不明 1，现行有效 1" in said
    assert main(["validity", "--as-of", "yesterday", *home]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_relations_that_do_not_agree_are_named(settings: Settings) -> None:
    assert verify(settings) == []
    with Catalog.of(settings).transaction() as connection:
        connection.execute(sa.delete(schema.relations))
    (sentence,) = verify(settings)
    assert "废止和修改关系" in sentence
