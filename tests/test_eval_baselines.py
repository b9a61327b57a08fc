"""The plain ways of searching: rankings worked out by hand, chunks in their place, one table."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from corpus.document import Document
from eval.__main__ import main
from eval.baselines import is_right
from eval.question import Question
from eval.ranking import rank_figures, rank_scores, ranking_table
from eval.systems import Chunk, chunkings, located, reciprocal_ranks, rows_within
from index.build import build
from index.settings import Settings
from tests.test_eval_question import TEXT, good, toy_document, write

QUESTION = Question("1", "number", "问", ("一",), (), (), True, False)


def test_rankings_are_measured_per_query_missing_ones_zero() -> None:
    gold = [["a"], ["a", "b"], ["a"], []]
    ranked = [["a", "b"], ["c", "c", "b"], [], ["a"]]
    names = ("Success@1", "RR", "R@5", "nDCG@5")
    scores = rank_scores(gold, ranked, names)
    assert scores["Success@1"] == [1, 0, 0, 0]
    assert scores["RR"] == [1, 1 / 2, 0, 0]  # c stands once: b is second
    assert scores["R@5"] == [1, 1 / 2, 0, 0]
    # One of two at rank 2: (1 / log2 3) / (1 + 1 / log2 3).
    assert scores["nDCG@5"] == [1, pytest.approx(0.6309297535714575 / 1.6309297535714575), 0, 0]
    figures = rank_figures(gold, ranked, names)
    assert figures["RR"].value == pytest.approx((1 + 1 / 2) / 4)
    assert rank_scores([[]], [[]], names)["RR"] == [0]


def test_reciprocal_ranks_are_summed_ties_by_row() -> None:
    # 1: 1/61 + 1/62; 2: 1/62 + 1/61; 3: 1/63; 0: 1/63.
    assert reciprocal_ranks([[1, 2, 3], [2, 1, 0]]) == [1, 2, 0, 3]
    assert reciprocal_ranks([[5, 7], [7]]) == [7, 5]
    assert reciprocal_ranks([[], []]) == []


def test_a_chunk_is_right_where_it_shares_a_character_with_a_gold_clause() -> None:
    documents = {"甲": toy_document()}
    second = TEXT.index("二、")
    assert is_right(Chunk("甲", second - 2, len(TEXT)), QUESTION, documents)
    assert not is_right(Chunk("甲", second - 1, len(TEXT)), QUESTION, documents)  # its newline
    assert not is_right(Chunk("甲", 0, 5), replace(QUESTION, cite=("乙#一",)), documents)


def test_repeated_pieces_lie_one_behind_the_other() -> None:
    assert located("甲", "子丑子丑寅", ["子丑", "子丑", "丑寅"]) == [
        Chunk("甲", 0, 2),
        Chunk("甲", 2, 4),
        Chunk("甲", 3, 5),
    ]


def test_rows_are_restricted_only_where_a_document_is_left_out() -> None:
    assert rows_within(["甲", "乙", "甲"], frozenset({"甲", "乙"})) is None
    assert rows_within(["甲", "乙", "甲"], frozenset({"甲"})) == frozenset({0, 2})


def test_the_real_splitters_cut_at_500_characters_and_cover_the_text() -> None:
    text = "".join(f"第{n}项由市科技局在当年年底以前负责完成。" for n in range(200))
    cuts = chunkings({"甲": Document("甲", Path("甲.txt"), text, ())})
    assert [name.split()[0] for name in cuts] == ["LangChain", "LlamaIndex"]
    for chunks in cuts.values():
        assert max(chunk.end - chunk.start for chunk in chunks) <= 500
        assert chunks[0].start == 0
        assert chunks[-1].end == len(text)
        for before, after in pairwise(chunks):
            assert before.start < after.start <= before.end
            assert before.end - after.start <= 100
    assert chunkings({"乙": Document("乙", Path("乙.txt"), "", ())}) == {name: [] for name in cuts}


def test_a_figure_is_shown_with_its_interval(capsys: pytest.CaptureFixture[str]) -> None:
    figures = rank_figures([["a"]] * 4, [["a"]] * 4, ["RR"])
    Console(width=80).print(ranking_table("表", {"甲": figures}, {"RR": "MRR"}))
    assert "1.000 (1.000–1.000)" in capsys.readouterr().out
    Console(width=80).print(ranking_table("表", {"甲": rank_figures([], [], ["RR"])}, {"RR": ""}))
    assert "—" in capsys.readouterr().out


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "甲.txt").write_text(f"关于试点的通知\n{TEXT}", encoding="utf-8")
    built = tmp_path_factory.mktemp("home")
    build(Settings(built), corpus, progress=False)
    return built


def test_one_table_holds_every_system(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = write(tmp_path, good(), good(id="q2", cite=["二"], contains=["市科技局"]))
    assert main(["baselines", "--questions", str(questions), "--home", str(home)]) == 0
    printed = capsys.readouterr().out
    assert "2 个能回答的问题" in printed
    for system in ("LangChain", "LlamaIndex", "只用向量", "BM25", "RRF k=60", "本系统检索", "回答"):
        assert system in printed


def test_baselines_refuse_a_question_file_with_a_mistake(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write(tmp_path, good(cite=["九"]))
    assert main(["baselines", "--questions", str(bad), "--home", str(home)]) == 2
    assert "「九」在文件中不存在" in capsys.readouterr().err
