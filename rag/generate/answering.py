"""An answer phrased by a model: what is verified is shown, what is not is quoted instead.

The pipeline answers first. Where it refuses, lists or counts completely, its answer stands; else
the model is shown the clauses and each of its sentences is verified before anybody sees it.
"""

import re
from collections.abc import Generator as Steps
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from corpus.document import Clause, Document
from index.tokenize import fold
from rag.answer import Answer, Citation
from rag.answerer import Answerer
from rag.generate.figure import figures_in
from rag.generate.prompt import messages_for
from rag.generate.protocol import GenerationError, Generator
from rag.generate.query_help import rewritten
from rag.generate.segment import sentences_of
from rag.generate.source import Source, sources_of
from rag.generate.verify import Verified, verify
from rag.held.holdings import Holdings
from rag.held.passage import Passage
from rag.question.conversation import Turn
from rag.question.query import understand

_N_CLAUSES = 8
_MOST_CITED = 4  # what cites more is a list, which a model would shorten
_COMPLETE = re.compile(r"（检索 \d+ 份文件 \d+ 条）")
_MARKER = re.compile(r"〔\d{1,3}〕")
CUT = "模型的回答中有 {} 句没有条款依据，已删去，以原文代替。"
STOPPED = "模型没有说完：{}"
UNUSED = "模型的回答没有条款依据或没有答出所问，已改用原文。"


@dataclass(frozen=True)
class Generation:
    """What a model did for one answer: its sentences with their verdicts, and why it stopped.

    `quoted` is the answer without it; `asked` is False where the model was not.
    """

    quoted: Answer
    asked: bool = False
    sentences: tuple[Verified, ...] = ()
    stopped: str | None = None
    seconds: float = 0.0


class GeneratedPipeline:
    """A pipeline whose answers a model phrases; answers the same calls, with the same records."""

    def __init__(
        self,
        pipeline: Answerer,
        generator: Generator,
        max_characters: int = 6000,
        *,
        rewrites: bool = False,
    ) -> None:
        """`max_characters` of clauses are shown to the model; it completes follow-ups if told."""
        self._rewrites = rewrites
        self.pipeline = pipeline
        self.generator = generator
        self._max_characters = max_characters

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that answer, by id."""
        return self.pipeline.documents

    @property
    def holdings(self) -> Holdings:
        """What the answers are drawn from."""
        return self.pipeline.holdings

    def ask(
        self,
        question: str,
        top_n: int = 5,
        as_of: date | None = None,
        turns: Sequence[Turn] = (),
    ) -> Answer:
        """The answer, as `Pipeline.ask` gives it, phrased by the model where that is verified.

        Raises:
            QuestionError: a question that cannot be asked.
        """
        return self.ask_told(question, top_n, as_of, turns)[0]

    def _quoted(
        self, question: str, top_n: int, as_of: date | None, turns: Sequence[Turn]
    ) -> Answer:
        """The quoting answer; to the model's full question where it was told to complete it."""
        full = rewritten(question, turns, self.generator) if self._rewrites else question
        quoted = self.pipeline.ask(full, top_n, as_of, () if full != question else turns)
        if full == question:
            return quoted
        return replace(quoted, question=question, understood=quoted.understood or full)

    def ask_told(
        self,
        question: str,
        top_n: int = 5,
        as_of: date | None = None,
        turns: Sequence[Turn] = (),
    ) -> tuple[Answer, Generation]:
        """The answer, and what the model did for it."""
        steps = self.stream(question, top_n, as_of, turns)
        while True:
            try:
                next(steps)
            except StopIteration as done:
                whole, generation = done.value
                return whole, generation

    def stream(
        self,
        question: str,
        top_n: int = 5,
        as_of: date | None = None,
        turns: Sequence[Turn] = (),
    ) -> Steps[Answer, None, tuple[Answer, Generation]]:
        """The answer as it grows, one verified sentence at a time, and whole at the end.

        The generator's return value is the whole answer with what the model did. Each answer
        given is complete in itself: its markers name its citations.
        """
        quoted = self._quoted(question, max(top_n, _N_CLAUSES), as_of, turns)
        if not _is_for_a_model(quoted):
            whole = replace(quoted, hits=quoted.hits[:top_n])
            yield whole
            return whole, Generation(whole)
        began = perf_counter()
        sources = sources_of(_clauses(quoted), self.documents)
        said: list[Verified] = []
        stopped: str | None = None
        pieces = self.generator.stream(
            messages_for(quoted.asked or question, sources, self._max_characters)
        )
        try:
            # subtle: where the pieces end in an error, the sentence begun is never given.
            for sentence in sentences_of(pieces):
                said.append(verify(sentence, sources))
                if said[-1].is_shown:
                    yield _written(quoted, said, sources, top_n)
        except GenerationError as error:
            stopped = str(error)
        seconds = perf_counter() - began
        whole = _finished(quoted, said, stopped, sources, top_n)
        latency = {**quoted.latency_ms, "generate": seconds * 1000}
        latency["total"] = quoted.latency_ms.get("total", 0.0) + seconds * 1000
        whole = replace(whole, latency_ms=latency)
        yield whole
        return whole, Generation(quoted, True, tuple(said), stopped, seconds)


def _is_for_a_model(quoted: Answer) -> bool:
    """Whether an answer may be phrased anew: no refusal, no list that must stay complete."""
    complete = _COMPLETE.search(quoted.answer) or len(quoted.citations) > _MOST_CITED
    return not quoted.refused and bool(quoted.citations) and not complete


def _clauses(quoted: Answer) -> list[Clause]:
    """The clauses that the answer cites, then those that were found."""
    cited = {(c.doc_id, c.section) for c in quoted.citations}
    found = [hit.clause for hit in quoted.hits]
    first = [clause for clause in found if (clause.doc_id, clause.section) in cited]
    return [*first, *(clause for clause in found if clause not in first)][:_N_CLAUSES]


def _finished(
    quoted: Answer,
    said: Sequence[Verified],
    stopped: str | None,
    sources: Sequence[Source],
    top_n: int,
) -> Answer:
    """The verified sentences, the quotes behind them where one was cut or a section left out.

    The quotes alone where nothing shown answers.
    """
    shown = [sentence for sentence in said if sentence.is_shown]
    n_cut = sum(sentence.verdict == "cut" for sentence in said)
    notes = list(quoted.notes)
    if stopped:
        notes.append(STOPPED.format(stopped))
    if not shown or not _answers(quoted, shown):
        return replace(quoted, hits=quoted.hits[:top_n], notes=(*notes, UNUSED))
    if n_cut:
        notes.append(CUT.format(n_cut))
    answer = _written(quoted, said, sources, top_n)
    cited = {(c.doc_id, c.section) for c in answer.citations}
    left_out = any((c.doc_id, c.section) not in cited for c in quoted.citations)
    if n_cut or stopped or left_out:
        answer = _with_quotes(answer, quoted)
    return replace(answer, notes=tuple(dict.fromkeys(notes)))


def _answers(quoted: Answer, shown: Sequence[Verified]) -> bool:
    """Whether the sentences still give the value that was asked for, where one was."""
    text = fold(" ".join(sentence.text for sentence in shown))
    lead = fold(_MARKER.sub("", quoted.answer).split("\n")[0])
    if not understand(quoted.asked or quoted.question).is_value:
        return True
    wanted = figures_in(re.split(r"[:：]", lead)[0]) or figures_in(lead)[:1]
    given = {(figure.value, figure.unit) for figure in figures_in(text)}
    return all((figure.value, figure.unit) in given for figure in wanted)


def _written(
    quoted: Answer, said: Sequence[Verified], sources: Sequence[Source], top_n: int
) -> Answer:
    """The answer of the shown sentences, each with the markers of its slices."""
    titles = {source.clause.doc_id: source.title for source in sources}
    citations: dict[tuple[str, int, int], Citation] = {}
    lines: list[str] = []
    for sentence in said:
        if not sentence.is_shown:
            continue
        markers = dict.fromkeys(_cited(p, titles, citations) for p in sentence.passages)
        lines.append(sentence.text + "".join(f"〔{marker}〕" for marker in markers))
    return replace(
        quoted,
        answer="\n".join(lines),
        citations=tuple(citations.values()),
        hits=quoted.hits[:top_n],
    )


def _cited(
    passage: Passage,
    titles: Mapping[str, str],
    citations: dict[tuple[str, int, int], Citation],
) -> int:
    clause = passage.clause
    key = (clause.doc_id, passage.start, passage.end)
    if key not in citations:
        citations[key] = Citation(
            len(citations) + 1, clause.doc_id, titles[clause.doc_id], clause.section, clause.label,
            passage.text, passage.start, passage.end,
        )  # fmt: skip
    return citations[key].marker


def _with_quotes(answer: Answer, quoted: Answer) -> Answer:
    """The answer with the quoting one behind it, its markers counted on."""
    n = len(answer.citations)
    more = tuple(replace(c, marker=c.marker + n) for c in quoted.citations)
    lines = _MARKER.sub(lambda m: f"〔{int(m[0][1:-1]) + n}〕", quoted.answer)
    return replace(
        answer,
        answer=f"{answer.answer}\n{lines}",
        citations=(*answer.citations, *more),
    )
