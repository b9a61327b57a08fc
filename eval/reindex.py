"""The first build of a folder and the build after one document in a hundred has changed."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from eval.synthetic import clause_texts
from index.build import BuildReport, build
from index.embedder import embedder_named
from index.settings import Settings

A_DOCUMENT = 40  # Clauses.


@dataclass(frozen=True)
class Reindex:
    """Both builds; the same embedder, loaded before, made all vectors."""

    first: BuildReport
    again: BuildReport

    @property
    def share(self) -> float:
        """The second build's time of the first's."""
        return self.again.seconds / self.first.seconds


def reindex(n: int, embedder: str) -> Reindex:
    """Builds documents of `n` made-up clauses, rewrites every hundredth (one at least), again."""
    model = embedder_named(embedder)
    model.embed_query("预热")
    n_documents = max(1, n // A_DOCUMENT)
    with tempfile.TemporaryDirectory() as name:
        corpus, settings = Path(name) / "corpus", Settings(Path(name) / "home", embedder)
        corpus.mkdir()
        for number in range(n_documents):
            write_document(corpus, number, seed=number)
        first = build(settings, corpus, embedder=model)
        for number in range(0, n_documents, 100):
            write_document(corpus, number, seed=number + 1_000_000)
        again = build(settings, corpus, embedder=model)
    return Reindex(first, again)


def write_document(corpus: Path, number: int, seed: int) -> None:
    """A document of that number; another seed is another text."""
    items = "\n".join(
        f"第{at}条 {text}" for at, text in enumerate(clause_texts(A_DOCUMENT, seed), start=1)
    )
    path = corpus / f"policy-{number:06}.txt"
    path.write_text(f"云泽市第{number}号产业政策\n{items}\n", encoding="utf-8")


def reindex_table(title: str, measured: Reindex) -> Table:
    """A row for each build."""
    table = Table("建索引", "秒", "条款", "新向量", "改动文档", title=title)
    for name, report in (("首次", measured.first), ("改动百分之一后", measured.again)):
        table.add_row(
            name, f"{report.seconds:.1f}", str(report.clauses), str(report.embedded),
            str(report.changed),
        )  # fmt: skip
    table.caption = f"后者为前者的 {measured.share:.1%}"
    return table
