"""The question sets: gold proved against the documents, ids, types, quotas, every section asked."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from corpus.document import Clause, ClauseKind, Document
from corpus.load import load_document
from eval.proof import check_against
from eval.question import TYPES, Question, load_questions

ROOT = Path(__file__).parent.parent
SETS = ROOT / "eval" / "questions"
GOLDEN = ROOT / "tests" / "golden"
SAMPLE = "sample"
SYNTHETIC = "synthetic"

# set: (prefix of its ids, its documents, the fewest questions that it may have)
KNOWN = {
    "sample.dev": ("sd", SAMPLE, 250),
    "sample.test": ("st", SAMPLE, 200),
    "synthetic.dev": ("yd", SYNTHETIC, 170),
    "synthetic.test": ("yt", SYNTHETIC, 200),
    "across.dev": ("xd", SYNTHETIC, 45),
    "across.test": ("xt", SYNTHETIC, 45),
}

# Written later, in the same way, by others: kept apart from the sets whose quotas are held.
FRESH = ROOT / "eval" / "fresh"
FRESH_SETS = {
    "sample.dev": ("fd", SAMPLE, 140),
    "sample.test": ("ft", SAMPLE, 140),
    "synthetic.dev": ("nd", SYNTHETIC, 70),
    "synthetic.test": ("nt", SYNTHETIC, 70),
}

every_set = pytest.mark.parametrize("name", KNOWN)
of_the_sample = pytest.mark.parametrize("name", ["sample.dev", "sample.test"])
of_the_synthetic = pytest.mark.parametrize("name", ["synthetic.dev", "synthetic.test"])
over_several = pytest.mark.parametrize("name", [n for n in KNOWN if not n.startswith("sample")])


@cache
def questions(name: str) -> tuple[Question, ...]:
    return load_questions(SETS / f"{name}.jsonl")


@cache
def documents(which: str) -> Mapping[str, Document]:
    """By id: the sample as it is read, the synthetic ones as their trees were cut by hand."""
    if which == SAMPLE:
        folder = ROOT / "corpus" / "documents"
        sample = load_document(folder / "000_bcc79dc7008c6538.txt", folder)
        return {sample.doc_id: sample}
    texts = sorted((GOLDEN / "texts").glob("*.txt"))
    return {path.stem: by_hand(path) for path in texts}


def by_hand(path: Path) -> Document:
    """A document of the golden texts, cut where its golden tree says that clauses start."""
    text = path.read_text(encoding="utf-8")
    offsets = [offset for offset, char in enumerate(text) if not char.isspace()]
    dense = "".join(text[offset] for offset in offsets)
    with (GOLDEN / f"{path.stem}.tree.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    starts: list[int] = []
    for row in rows:
        starts.append(dense.index("".join(row["starts"].split()), starts[-1] + 1 if starts else 0))
    clauses = []
    for row, start, end in zip(rows, starts, [*starts[1:], len(dense)], strict=True):
        assert dense[start:end].endswith("".join(row["ends"].split())), (path.stem, row)
        first, past = offsets[start], offsets[end - 1] + 1
        kind = cast(ClauseKind, row["kind"])
        passage = text[first:past]
        clauses.append(
            Clause(path.stem, row["section"], row["label"], (), kind, passage, first, past)
        )
    return Document(path.stem, path, text, tuple(clauses))


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


@pytest.mark.parametrize("name", FRESH_SETS)
def test_the_fresh_gold_is_proved_too(name: str) -> None:
    prefix, which, n = FRESH_SETS[name]
    fresh = load_questions(FRESH / f"{name}.jsonl")
    assert [q.id for q in fresh] == [f"{prefix}{number:03d}" for number in range(1, n + 1)]
    check_against(fresh, documents(which))


def test_every_fresh_set_is_known_here_and_asks_anew() -> None:
    assert {path.name for path in FRESH.iterdir()} == {f"{name}.jsonl" for name in FRESH_SETS}
    fresh = [q for name in FRESH_SETS for q in load_questions(FRESH / f"{name}.jsonl")]
    asked = Counter(bare(q.question) for q in fresh)
    assert [question for question, times in asked.items() if times > 1] == []


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


@pytest.mark.parametrize("name", [n for n in KNOWN if not n.startswith("across")])
def test_every_type_is_asked_for(name: str) -> None:
    types = Counter(q.type for q in questions(name))
    assert set(types) == set(TYPES)
    assert min(types.values()) >= 6


@over_several
def test_gold_over_several_documents_names_its_file_and_its_day(name: str) -> None:
    for q in questions(name):
        assert all(place.doc in documents(SYNTHETIC) for place in q.gold), q.id
        assert q.as_of is not None, q.id


@of_the_synthetic
def test_every_synthetic_document_is_asked_about(name: str) -> None:
    cited = Counter(doc for q in questions(name) for doc in {place.doc for place in q.gold})
    assert set(cited) == set(documents(SYNTHETIC))
    assert min(cited.values()) >= 3


@pytest.mark.parametrize("name", ["across.dev", "across.test"])
def test_most_answers_across_documents_need_several(name: str) -> None:
    answerable = [q for q in questions(name) if q.answerable]
    several = [q for q in answerable if len({place.doc for place in q.gold}) > 1]
    assert len(several) >= 0.5 * len(answerable)


@of_the_sample
def test_every_section_of_the_sample_is_the_answer_of_a_question(name: str) -> None:
    (document,) = documents(SAMPLE).values()
    asked = {section for q in questions(name) for section in q.cite}
    assert {clause.section for clause in document.clauses} - asked == set()


def test_no_question_is_asked_twice_in_or_across_the_sets() -> None:
    asked = Counter((bare(q.question), q.as_of) for name in KNOWN for q in questions(name))
    assert [question for question, times in asked.items() if times > 1] == []


@every_set
def test_the_counts_that_the_docs_state_are_those_of_the_set(name: str) -> None:
    asked = questions(name)
    types = Counter(q.type for q in asked)
    counts = (
        len(asked),
        sum(not q.answerable for q in asked),
        types["lay"] + types["noisy"],
        sum(q.exhaustive for q in asked),
    )
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
    assert row.endswith("| " + " | ".join(map(str, counts)) + " |")
