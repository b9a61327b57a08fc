"""The planted sentences with the sources that they are held against."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.document import Clause, Document
from corpus.load import load_corpus
from rag.generate.source import Source, sources_of

HERE = Path(__file__).parent
FOLDERS = (
    *(HERE.parent.parent / name for name in ("eval/documents", "corpus/documents")),
    HERE / "documents",
)
N_BESIDE = 5  # other clauses, as a search would bring them


class Planted(NamedTuple):
    """A sentence about a section of a document; `kind` is empty where it is true."""

    doc_id: str
    section: str
    kind: str
    text: str


@cache
def documents() -> dict[str, Document]:
    """The invented documents and the sample, by id."""
    found: dict[str, Document] = {}
    for folder in FOLDERS:
        loaded, errors = load_corpus(folder)
        assert not errors
        found.update((document.doc_id, document) for document in loaded)
    return found


def planted(name: str) -> list[Planted]:
    """The sentences of a file, in order."""
    rows = [
        line.split("\t")
        for line in (HERE / name).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return [Planted(row[0], row[1], row[2] if len(row) > 3 else "", row[-1]) for row in rows]


def sources_for(said: Planted) -> tuple[Source, ...]:
    """The section's clauses first, then those around it, numbered from 1."""
    clauses = [c for c in documents()[said.doc_id].clauses if c.section not in ("目录", "主送")]
    gold = [at for at, clause in enumerate(clauses) if clause.section == said.section]
    assert gold, f"{said.doc_id} has no section {said.section}"
    around = sorted(range(len(clauses)), key=lambda at: min(abs(at - g) for g in gold))
    chosen: list[Clause] = [clauses[at] for at in around[: len(gold) + N_BESIDE]]
    return sources_of(chosen, documents())
