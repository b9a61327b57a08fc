"""Documents that end or change each other: which one a name means, and from when."""

from pathlib import Path

import pytest

from corpus.document import Document, Metadata
from corpus.identity import names
from corpus.legal_status import legal_statuses, relations
from rag.across.amended import amended_by


def _document(doc_id: str, **about: object) -> Document:
    return Document(doc_id, Path(f"{doc_id}.txt"), "", (), Metadata(**about))  # type: ignore[arg-type]


RULES = "云岭市中试基地管理暂行办法"


@pytest.mark.parametrize(
    ("name", "title", "meant"),
    [
        (RULES, RULES, True),
        ("中试基地管理暂行办法", RULES, True),
        (RULES, f"云岭市人民政府关于印发《{RULES}》的通知", True),
        (RULES, f"云岭市科学技术局关于印发{RULES}的通知", True),
        (f"关于印发《{RULES}》的通知", f"云岭市科学技术局关于印发{RULES}的通知", True),
        (f"{RULES}(试行)", RULES, True),
        (RULES, f"《{RULES}》解读", False),
        (RULES, f"关于《{RULES}》的政策问答", False),
        (RULES, f"云岭市人民政府关于修改《{RULES}》的决定", False),
        (RULES, f"{RULES}实施细则", False),
        ("管理暂行办法", RULES, False),
    ],
)
def test_a_name_means_the_document_whose_own_title_it_is(
    name: str, title: str, meant: bool
) -> None:
    assert names(name, _document("a", title=title)) is meant


def test_a_number_means_the_document_that_bears_it() -> None:
    bearer = _document("a", title="甲办法", number="云科发〔2020〕31号")
    assert names("云科发[2020]31号", bearer)
    assert not names("云科发〔2020〕3号", bearer)
    assert not names("云科发〔2020〕31号", _document("b", title="云科发〔2020〕31号的解读"))


def _all(*documents: Document) -> dict[str, Document]:
    return {document.doc_id: document for document in documents}


def _repealed(documents: dict[str, Document], day: str) -> set[str]:
    known = legal_statuses(documents, relations(documents), day)
    return {doc_id for doc_id, status in known.items() if status.state == "repealed"}


def test_a_repeal_ends_the_rules_and_leaves_what_explains_them() -> None:
    documents = _all(
        _document("old", title=RULES, issued="2020-06-08"),
        _document("faq", title=f"《{RULES}》解读", issued="2020-07-01"),
        _document("new", title="云岭市中试基地管理办法", effective="2025-05-01", repeals=(RULES,)),
    )
    assert _repealed(documents, "2025-05-01") == {"old"}
    assert _repealed(documents, "2025-04-30") == set()


def test_a_later_document_of_the_repealed_title_stays() -> None:
    documents = _all(
        _document("2021", title="甲区扶持办法", issued="2021-03-01"),
        _document("2024", title="甲区扶持办法", effective="2024-03-01", issued="2024-02-01",
                  repeals=("甲区扶持办法",)),
        _document("2026", title="甲区扶持办法", issued="2026-01-01"),
    )  # fmt: skip
    assert _repealed(documents, "2026-02-01") == {"2021"}


def test_an_amendment_changes_the_document_of_that_title_only() -> None:
    documents = _all(
        _document("rules", title=RULES),
        _document("faq", title=f"《{RULES}》解读"),
        _document("change", title=f"关于修改《{RULES}》的决定", amends=(RULES,)),
    )
    assert amended_by(relations(documents)) == {"rules": ("change",)}
