"""The gate: the sample's development questions against the recorded figures, and that it bites."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.gate import fallen, load_baseline
from eval.measure import HEADLINE, Result, ask_all, measure
from eval.opened import CORPUS, SAMPLE_DEV
from eval.proof import check_against
from eval.question import Question, load_questions
from index.build import build
from index.embedder import Vectors
from index.hit import Hit
from index.index import Index
from index.settings import DEFAULT_EMBEDDER, Settings
from rag.pipeline import Pipeline


class BackwardsIndex(Index):
    """A broken searcher: what fits worst comes first."""

    def search(
        self, text: str, vector: Vectors, top_n: int, rows: frozenset[int] | None = None
    ) -> list[Hit]:
        hits = super().search(text, vector, len(self.clauses), rows)
        ranked = zip(reversed(hits), hits, strict=True)
        return [Hit(worst.clause, best.rank, best.score) for worst, best in ranked][:top_n]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    built = Settings(tmp_path_factory.mktemp("home"), DEFAULT_EMBEDDER)
    build(built, CORPUS, progress=False)
    return built


@pytest.fixture(scope="module")
def questions() -> Sequence[Question]:
    return load_questions(SAMPLE_DEV)


def run(index: Index, questions: Sequence[Question]) -> Result:
    pipeline = Pipeline(index)
    return measure(ask_all(questions, pipeline), pipeline.documents)


def test_no_headline_figure_has_fallen_below_the_record(
    settings: Settings, questions: Sequence[Question]
) -> None:
    index = Index.open(settings)
    check_against(questions, index.documents)
    result = run(index, questions)
    assert [(o.question.id, o.failure) for o in result.outcomes if o.failure] == []
    assert fallen(result.figures, load_baseline()) == []


def test_a_broken_searcher_turns_the_gate_red(
    settings: Settings, questions: Sequence[Question]
) -> None:
    result = run(BackwardsIndex.open(settings), questions)
    sentences = fallen(result.figures, load_baseline())
    assert any("section_first" in sentence for sentence in sentences)
    assert any("right" in sentence for sentence in sentences)


def test_the_record_has_every_headline_figure() -> None:
    assert set(load_baseline()) == set(HEADLINE)


def test_the_commands_run_on_a_built_index(
    settings: Settings,
    questions: Sequence[Question],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    few = tmp_path / "few.jsonl"
    lines = SAMPLE_DEV.read_text(encoding="utf-8").splitlines(keepends=True)
    few.write_text("".join(lines[:5]), encoding="utf-8")
    where = ["--questions", str(few), "--home", str(settings.home)]
    assert main(["check", *where]) == 0
    assert "5 个问题，条款和字符串都在文件中" in capsys.readouterr().out
    assert main(["run", *where, "--out", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out
    assert "首位条款正确" in printed
    assert "report.html" in printed
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["report.html", "report.json"]
