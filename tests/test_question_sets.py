"""The question sets: gold proved against the documents, ids, types, quotas, every section asked."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.load import load_corpus
from eval.proof import check_against
from eval.question import TYPES, Question, load_questions

ROOT = Path(__file__).parent.parent
SETS = ROOT / "eval" / "questions"
SAMPLE = ROOT / "corpus" / "documents"

# set: (prefix of its ids, its documents, the fewest questions that it may have)
KNOWN = {
    "sample.dev": ("sd", SAMPLE, 250),
    "sample.test": ("st", SAMPLE, 200),
}

every_set = pytest.mark.parametrize("name", KNOWN)
of_the_sample = pytest.mark.parametrize("name", ["sample.dev", "sample.test"])


@cache
def questions(name: str) -> tuple[Question, ...]:
    return load_questions(SETS / f"{name}.jsonl")


@cache
def documents(folder: Path) -> Mapping[str, Document]:
    loaded, errors = load_corpus(folder)
    assert errors == ()
    return {document.doc_id: document for document in loaded}


def bare(question: str) -> str:
    """The question's letters and digits only, in one width and case."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", question).casefold() if char.isalnum()
    )


def test_every_set_is_known_here() -> None:
    assert {path.name for path in SETS.iterdir()} == {f"{name}.jsonl" for name in KNOWN}


@every_set
def test_the_gold_is_proved_by_the_documents(name: str) -> None:
    check_against(questions(name), documents(KNOWN[name][1]))


@every_set
def test_every_alternative_is_in_the_documents_too(name: str) -> None:
    texts = [document.text for document in documents(KNOWN[name][1]).values()]
    absent = [(q.id, s) for q in questions(name) for s in q.any if not any(s in t for t in texts)]
    assert absent == []


@every_set
def test_ids_are_in_order_and_unique(name: str) -> None:
    ids = [q.id for q in questions(name)]
    assert ids == [f"{KNOWN[name][0]}{number:03d}" for number in range(1, len(ids) + 1)]


@every_set
def test_the_quotas_are_met(name: str) -> None:
    asked = questions(name)
    types = Counter(q.type for q in asked)
    assert len(asked) >= KNOWN[name][2]
    assert sum(not q.answerable for q in asked) >= 0.20 * len(asked)
    assert types["lay"] + types["noisy"] >= 0.15 * len(asked)
    assert sum(q.exhaustive for q in asked) >= 0.08 * len(asked)


@of_the_sample
def test_every_type_is_asked_for(name: str) -> None:
    types = Counter(q.type for q in questions(name))
    assert set(types) == set(TYPES)
    assert min(types.values()) >= 8


@of_the_sample
def test_every_section_of_the_sample_is_the_answer_of_a_question(name: str) -> None:
    (document,) = documents(SAMPLE).values()
    asked = {section for q in questions(name) for section in q.cite}
    assert {clause.section for clause in document.clauses} - asked == set()


def test_no_question_is_asked_twice_in_or_across_the_sets() -> None:
    asked = Counter((bare(q.question), q.as_of) for name in KNOWN for q in questions(name))
    assert [question for question, times in asked.items() if times > 1] == []
