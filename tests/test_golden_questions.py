"""The gold question files of the sample: addresses, strings, ids, types, quotas, no shared question."""

import csv
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from eval.question import TYPES, Question, load_questions

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "corpus" / "documents" / "000_bcc79dc7008c6538.txt"
TREE = ROOT / "tests" / "golden" / "sample.tree.tsv"
FEWEST = {"dev": 110, "test": 60}
PREFIX = {"dev": "sd", "test": "st"}

both = pytest.mark.parametrize("name", ["dev", "test"])


@cache
def questions(name: str) -> tuple[Question, ...]:
    return load_questions(ROOT / "eval" / "questions" / f"sample.{name}.jsonl")


@cache
def gold_sections() -> frozenset[str]:
    with TREE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return frozenset(row["section"] for row in reader)


def bare(question: str) -> str:
    """The question's letters and digits only, in one width and case."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", question).casefold() if char.isalnum()
    )


@both
def test_every_gold_address_is_in_the_gold_tree(name: str) -> None:
    unknown = [(q.id, s) for q in questions(name) for s in q.cite if s not in gold_sections()]
    assert unknown == []


@both
def test_every_gold_string_is_literally_in_the_document(name: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    absent = [(q.id, s) for q in questions(name) for s in (*q.contains, *q.any) if s not in text]
    assert absent == []


@both
def test_an_answerable_question_has_gold_and_an_unanswerable_one_has_none(name: str) -> None:
    for q in questions(name):
        if q.answerable:
            assert q.cite, q.id
            assert q.exhaustive or q.contains or q.any, q.id
            assert len(set(q.cite)) == len(q.cite), q.id
        else:
            assert (q.cite, q.contains, q.any, q.exhaustive) == ((), (), (), False), q.id


@both
def test_ids_are_in_order_and_unique(name: str) -> None:
    ids = [q.id for q in questions(name)]
    assert ids == [f"{PREFIX[name]}{number:03d}" for number in range(1, len(ids) + 1)]


@both
def test_the_quotas_are_met(name: str) -> None:
    asked = questions(name)
    types = Counter(q.type for q in asked)
    assert len(asked) >= FEWEST[name]
    assert set(types) == set(TYPES)
    assert min(types.values()) >= 2
    assert sum(not q.answerable for q in asked) >= 0.20 * len(asked)
    assert types["lay"] + types["noisy"] >= 0.15 * len(asked)
    assert sum(q.exhaustive for q in asked) >= 0.08 * len(asked)


def test_no_question_is_asked_twice_in_or_across_the_files() -> None:
    asked = Counter(bare(q.question) for name in FEWEST for q in questions(name))
    assert [question for question, times in asked.items() if times > 1] == []
