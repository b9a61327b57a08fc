"""What the gate is trained on: questions, what clauses offer as answers, and which of it is right.

Each question of a set that can be answered is also asked of the same documents without the clauses
that answer it: then whatever is offered is wrong. Questions about passages (`eval.near_misses`)
come with near misses of their own. Nothing is fitted here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from corpus.document import Clause
from eval.near_misses import Probe, ProbedPassage
from eval.question import Question, fold, holds
from index.hit import Hit
from index.tokenize import fold as folded
from index.tokenize import tokenize
from rag.draft import Draft
from rag.evidence.gate_features import Features
from rag.evidence.promised import only_promised
from rag.held.holdings import Holdings
from rag.held.passage import with_headings
from rag.question.query import Query
from rag.route.candidate import candidates
from rag.route.found import sharpened, unanswerable
from rag.words.terms import Weights

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

# What a question about a passage counts for: there are many, of one or two sentences each, and none
# over several clauses. With 1/3, 25 instead of 27 of 49 answers over several documents were right.
_NEAR_MISS = 1 / 12
Worth = tuple[bool, bool]  # gold, right: see `LabelledOffer`
_MIN_SHOWN = 3  # characters of an answer by which a clause is known to say it too


@dataclass(frozen=True)
class LabelledOffer:
    """What one clause offers: what was measured, its search score, and what it is worth.

    `gold`: it cites a gold place; `right`: and says all that it must; `promised`: only promises.
    """

    features: Features
    score: float
    gold: bool
    right: bool
    promised: bool


@dataclass(frozen=True)
class Example:
    """A question with what the best clauses offer, in their order.

    `group` names the documents: examples of one group are never trained on to judge another of it.
    `weight`: what it counts for in training.
    `answerable` is false too where the clauses that answer were `left_out`; `refused` where a rule
    refuses before anything is offered.
    """

    group: str
    question: Question
    answerable: bool
    left_out: bool
    refused: bool
    offers: tuple[LabelledOffer, ...]
    weight: float = 1.0


def examples(questions: Sequence[Question], pipeline: "Pipeline", group: str) -> Iterator[Example]:
    """Two examples for each question that can be answered, one for each other, in their order."""
    for question in questions:
        query, ranked, holdings = pipeline.searched(question.question, question.day or date.today())
        if not holdings.documents or (question.answerable and not _within(question, holdings)):
            continue
        query = sharpened(query)
        yield _example(question, query, ranked, holdings, group, left_out=False)
        if not question.answerable or unanswerable(query, holdings):
            continue
        says = _says(question)
        rest = without(holdings, says)
        others = [hit for hit in ranked if not says(hit.clause)]
        yield _example(question, query, others, rest, group, left_out=True)


def examples_of(
    passages: Sequence[ProbedPassage], pipeline: "Pipeline", group: str, day: date
) -> Iterator[Example]:
    """An example for each question about a passage whose document the library holds.

    What else comes out of the passage of an answered question is neither right nor a near miss.
    """
    for passage in passages:
        for at, asked in enumerate(passage.asked):
            query, ranked, holdings = pipeline.searched(asked.text, day)
            query = sharpened(query)
            worth = _of_passage(asked, passage)
            offers = _offers(query, ranked, holdings, worth)
            question = Question(
                f"{passage.title}/{at}", "lay", asked.text, (), (), (), asked.answered, False
            )
            refused = unanswerable(query, holdings) is not None
            yield Example(group, question, asked.answered, False, refused, offers, _NEAR_MISS)


def _of_passage(asked: Probe, passage: ProbedPassage) -> Callable[[Draft], Worth]:
    evidence, whole = _bare(asked.evidence), _bare(passage.text)

    def worth(draft: Draft) -> Worth:
        said = _bare(" ".join(p.text for s in draft.statements for p in s.passages))
        right = asked.answered and (evidence in said or said in evidence)
        return asked.answered and (right or said in whole or whole in said), right

    return worth


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _example(
    question: Question,
    query: Query,
    ranked: Sequence[Hit],
    holdings: Holdings,
    group: str,
    *,
    left_out: bool,
) -> Example:
    answerable = question.answerable and not left_out

    def worth(draft: Draft) -> Worth:
        cited = [p.clause for s in draft.statements for p in s.passages]
        gold = answerable and any(_is_gold(question, clause) for clause in cited)
        text = fold(" ".join(statement.text for statement in draft.statements))
        return gold, gold and all(holds(text, string) for string in question.contains)

    offers = _offers(query, ranked, holdings, worth)
    refused = unanswerable(query, holdings) is not None
    return Example(group, question, answerable, left_out, refused, offers)


def _offers(
    query: Query, ranked: Sequence[Hit], holdings: Holdings, worth: Callable[[Draft], Worth]
) -> tuple[LabelledOffer, ...]:
    """What the clauses offer; `worth` says of a draft whether it is gold, and whether right."""
    return tuple(
        LabelledOffer(
            one.features, one.score, *worth(one.draft), only_promised(query, one.draft) is not None
        )
        for one in candidates(query, ranked, holdings)
    )


def _is_gold(question: Question, clause: Clause) -> bool:
    return any(place.matches(clause.doc_id, clause.section) for place in question.gold)


def _within(question: Question, holdings: Holdings) -> bool:
    return any(place.is_in(doc_id) for place in question.gold for doc_id in holdings.documents)


def _says(question: Question) -> Callable[[Clause], bool]:
    """Whether a clause answers: a gold one, or one that has all that the answer must have."""
    shown = question.contains if sum(map(len, question.contains)) >= _MIN_SHOWN else ()

    def says(clause: Clause) -> bool:
        if _is_gold(question, clause):
            return True
        return bool(shown) and all(holds(fold(clause.text), string) for string in shown)

    return says


def without(holdings: Holdings, drop: Callable[[Clause], bool]) -> Holdings:
    """The holdings as if some clauses had never been written; words are counted anew."""
    gone = [clause for clause in holdings.clauses if drop(clause)]
    df, characters = Counter(holdings.weights.df), Counter(holdings.weights.characters)
    texts = {i: f"{d.title}\n{d.text}" for i, d in holdings.documents.items()}
    for clause in gone:
        text = with_headings(clause)
        df.subtract(set(tokenize(text)))
        characters.subtract(set(folded(text)))
        at = len(holdings.documents[clause.doc_id].title) + 1
        kept = texts[clause.doc_id]
        blank = "\n" * (clause.end - clause.start)
        texts[clause.doc_id] = kept[: at + clause.start] + blank + kept[at + clause.end :]
    weights = Weights(holdings.weights.n - len(gone), +df, +characters)
    each = {i: folded(text) for i, text in texts.items()}
    library = holdings.library
    for clause in gone:
        library = library.replace(folded(clause.text), "\n")
    kept_clauses = tuple(clause for clause in holdings.clauses if clause not in set(gone))
    return replace(
        holdings,
        clauses=kept_clauses,
        weights=weights,
        texts=each,
        text="\n".join(each.values()),
        library=library,
    )
