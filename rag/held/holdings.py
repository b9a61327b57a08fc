"""What answers are drawn from, read once per index: clauses, facts, section names, word weights."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from corpus.benefit import Benefit, read_benefits
from corpus.document import ABOUT_ITSELF, Clause, Document
from corpus.responsibility import Responsibility, read_assignments, read_responsibilities
from corpus.target import Target, read_targets
from index.tokenize import fold
from rag.held.enumeration import Enumeration, lists_by_section
from rag.held.name import MAX_NAME, MIN_NAME, section_names
from rag.held.opening import openings
from rag.held.passage import with_headings
from rag.words.terms import Weights


@dataclass(frozen=True, eq=False)
class Holdings:
    """The clauses of some documents and what was read out of them, in reading order.

    `tasks` are the responsibilities with each row of a table by itself. `names` maps a folded
    section name to the sections called so; `text` is all the text, folded, `texts` each document's,
    `library` that of all documents also where these are some of them.
    `frames` gives for each document what every clause of it stands under: title, issuer;
    `openings` for (document, section) the text that introduces it: `按照下列标准补贴：`. `lists`
    gives for (document, section) the lists that it opens.
    """

    documents: Mapping[str, Document]
    clauses: tuple[Clause, ...]
    responsibilities: tuple[Responsibility, ...]
    tasks: tuple[Responsibility, ...]
    targets: tuple[Target, ...]
    benefits: tuple[Benefit, ...]
    names: Mapping[str, tuple[Clause, ...]]
    weights: Weights
    text: str
    texts: Mapping[str, str]
    library: str
    frames: Mapping[str, str]
    openings: Mapping[tuple[str, str], str]
    lists: Mapping[tuple[str, str], tuple[Enumeration, ...]]

    @classmethod
    def of(cls, documents: Mapping[str, Document]) -> "Holdings":
        """Read the documents."""
        clauses = tuple(c for document in documents.values() for c in document.clauses)
        texts = {i: _folded(d) for i, d in documents.items()}
        names: dict[str, list[Clause]] = {}
        seen: set[tuple[str, str]] = set()
        for clause in clauses:
            if (clause.doc_id, clause.section) in seen or not (found := section_names(clause)):
                continue
            seen.add((clause.doc_id, clause.section))
            for name in found:
                names.setdefault(name, []).append(clause)
        return cls(
            documents=documents,
            clauses=clauses,
            responsibilities=(merged := read_responsibilities(clauses)),
            tasks=_rows_apart(merged, clauses),
            targets=read_targets(clauses),
            benefits=read_benefits(clauses),
            names={name: tuple(sections) for name, sections in names.items()},
            weights=Weights.of(with_headings(clause) for clause in clauses),
            text="\n".join(texts.values()),
            texts=texts,
            library="\n".join(texts.values()),
            frames={doc_id: _frame(document) for doc_id, document in documents.items()},
            openings=openings(clauses),
            lists=lists_by_section(documents.values()),
        )

    def within(self, doc_ids: Set[str]) -> "Holdings":
        """The holdings of some of the documents; words are weighed as in all."""
        if doc_ids == self.documents.keys():
            return self
        return _within(self, frozenset(doc_ids))

    def named(self, text: str) -> list[tuple[str, tuple[Clause, ...]]]:
        """The section names that a question holds, in its order, longest first where they overlap.

        Only the first section of each document is given for a name.
        """
        folded = fold(text)
        found: list[tuple[str, tuple[Clause, ...]]] = []
        at = 0
        while at < len(folded):
            for length in range(min(MAX_NAME, len(folded) - at), MIN_NAME - 1, -1):
                name = folded[at : at + length]
                if sections := self.names.get(name):
                    found.append((name, sections))
                    at += length - 1
                    break
            at += 1
        return list(dict(found).items())


@lru_cache(maxsize=64)
def _within(whole: Holdings, doc_ids: frozenset[str]) -> Holdings:
    def kept(clause: Clause) -> bool:
        return clause.doc_id in doc_ids

    documents = {i: d for i, d in whole.documents.items() if i in doc_ids}
    names = {
        name: chosen
        for name, sections in whole.names.items()
        if (chosen := tuple(c for c in sections if kept(c)))
    }
    return Holdings(
        documents=documents,
        clauses=tuple(c for c in whole.clauses if kept(c)),
        responsibilities=tuple(r for r in whole.responsibilities if kept(r.clause)),
        tasks=tuple(r for r in whole.tasks if kept(r.clause)),
        targets=tuple(t for t in whole.targets if kept(t.clause)),
        benefits=tuple(b for b in whole.benefits if kept(b.clause)),
        names=names,
        weights=whole.weights,
        text="\n".join(whole.texts[i] for i in documents),
        texts=whole.texts,
        library=whole.library,
        frames=whole.frames,
        openings=whole.openings,
        lists=whole.lists,
    )


def _rows_apart(
    merged: tuple[Responsibility, ...], clauses: tuple[Clause, ...]
) -> tuple[Responsibility, ...]:
    """The responsibilities with those of a table given row by row, in reading order."""
    tables = tuple(c for c in clauses if c.kind == "table")
    rows = read_assignments(tables)
    others = (r for r in merged if r.clause.kind != "table")
    order = {clause: place for place, clause in enumerate(clauses)}
    return tuple(sorted((*others, *rows), key=lambda r: (order[r.clause], r.start)))


def _folded(document: Document) -> str:
    """The title and all clauses, folded one by one: a break between two of them stays."""
    return "\n".join(fold(text) for text in (document.title, *(c.text for c in document.clauses)))


def _frame(document: Document) -> str:
    about = document.metadata
    header = [c.text for c in document.clauses if c.section in ABOUT_ITSELF]
    return " ".join((document.title, about.issuer or "", *header))
