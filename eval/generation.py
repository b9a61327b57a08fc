"""What a model adds to the quoting answers and what it costs: the same questions, both answers."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import numpy as np
from rich.table import Table

from corpus.document import Document
from eval.measure import Asker, Result, measure
from eval.report import percent
from eval.score import MEASURES
from rag.answer import Answer
from rag.generate.answering import GeneratedPipeline, Generation
from rag.generate.open import generator_of
from rag.generate.settings import GeneratorSettings
from rag.pipeline import Pipeline

_COMPARED = (
    "right", "citation_precision", "citation_recall", "quote_fidelity", "numeric_fidelity",
    "refusal_recall", "false_refusal",
)  # fmt: skip


class Watched(Asker):
    """A pipeline with a model whose work is kept, one `Generation` a question, in their order."""

    def __init__(self, pipeline: GeneratedPipeline) -> None:
        """Nothing asked yet."""
        self._pipeline = pipeline
        self.generations: list[Generation] = []

    @classmethod
    def of(cls, settings: GeneratorSettings, quoting: Pipeline) -> "Watched":
        """The model of the settings over a pipeline.

        Raises:
            GeneratorUnusable: it cannot be loaded.
        """
        generator = generator_of(settings)
        return cls(GeneratedPipeline(quoting, generator, settings.max_characters))

    @property
    def documents(self) -> Mapping[str, Document]:
        """The indexed documents by id."""
        return self._pipeline.documents

    def ask(self, question: str, top_n: int = 5, as_of: date | None = None) -> Answer:
        """The model's answer."""
        answer, generation = self._pipeline.ask_told(question, top_n, as_of)
        self.generations.append(generation)
        return answer


def generation_table(result: Result, watched: Watched) -> Table:
    """Quoted against phrased answers: rightness, citations, sentences before and after, time."""
    quoted = iter(generation.quoted for generation in watched.generations)
    before = measure(
        [(o.question, None if o.answer is None else next(quoted), None) for o in result.outcomes],
        result.documents,
    )
    table = Table("指标", "只摘录", "经模型", title="模型带来什么")
    for name in _COMPARED:
        table.add_row(MEASURES[name], *(percent(r.figures[name].value) for r in (before, result)))
    for name, value in _sentences(watched):
        table.add_row(name, "—", value)
    for name, q in (("总用时 p50 毫秒", 50), ("总用时 p95 毫秒", 95)):
        table.add_row(name, *(_total(r, q) for r in (before, result)))
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _sentences(watched: Watched) -> list[tuple[str, str]]:
    """The model's sentences by verdict, and how many answers they made."""
    asked = [generation for generation in watched.generations if generation.asked]
    verdicts = Counter(s.verdict for g in asked for s in g.sentences if s.verdict != "empty")
    n = verdicts.total()
    phrased = sum(any(s.is_shown for s in g.sentences) for g in asked)
    unsupported = verdicts["cut"]
    return [
        ("问到模型的问题", str(len(asked))),
        (
            "有句子通过核对的问题",
            f"{phrased}（{percent(phrased / len(asked) if asked else None)}）",
        ),
        ("模型说的句子", str(n)),
        ("引用正确的句子", f"{verdicts['kept']}（{percent(_share(verdicts['kept'], n))}）"),
        (
            "改引后有依据的句子",
            f"{verdicts['recited']}（{percent(_share(verdicts['recited'], n))}）",
        ),
        ("没有依据而删去的句子", f"{unsupported}（{percent(_share(unsupported, n))}）"),
        ("没有说完的回答", str(sum(g.stopped is not None for g in asked))),
    ]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _total(result: Result, q: int) -> str:
    times = [o.answer.latency_ms["total"] for o in result.outcomes
             if o.answer is not None and "total" in o.answer.latency_ms]  # fmt: skip
    return f"{np.percentile(times, q):.0f}" if times else "—"
