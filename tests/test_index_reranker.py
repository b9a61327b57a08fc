"""A CrossEncoder orders hits; a small one with random weights is written here and really run."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

from corpus.document import Clause
from index.embedder import Vectors
from index.errors import IndexUnusable
from index.hit import Hit
from index.index import Index
from index.reranker import CrossEncoderReranker, reranked
from index.settings import Settings
from rag.pipeline import Pipeline

CHARACTERS = "汽车产业目标收入芯片制造元的多少何时由谁牵头"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CrossEncoder of one layer, its weights drawn from a seed."""
    path = tmp_path_factory.mktemp("cross")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(CHARACTERS)]
    (path / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizer(str(path / "vocab.txt")).save_pretrained(path)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, num_labels=1, initializer_range=1.0,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(path)
    return path


def clause(text: str, start: int) -> Clause:
    return Clause("d", f"{start}", f"{start}", (), "item", text, start, start + len(text))


class Longest:
    """Holds the longest text for the best."""

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        return np.asarray([len(text) for text in texts], dtype=np.float32)


def test_the_reranker_orders_and_the_scores_stay_those_of_the_search() -> None:
    hits = [
        Hit(clause("甲", 0), 1, 0.9),
        Hit(clause("乙乙乙", 1), 2, 0.5),
        Hit(clause("丙丙", 4), 3, 0.4),
    ]
    ordered = reranked(hits, "问", [hit.clause.text for hit in hits], Longest())
    assert [(h.clause.text, h.rank, h.score) for h in ordered] == [
        ("乙乙乙", 1, 0.9),
        ("丙丙", 2, 0.5),
        ("甲", 3, 0.4),
    ]
    assert reranked([], "问", [], Longest()) == []


def test_equal_texts_keep_the_order_of_the_search() -> None:
    hits = [Hit(clause("甲甲", 0), 1, 0.9), Hit(clause("乙乙", 2), 2, 0.5)]
    assert reranked(hits, "问", ["甲甲", "乙乙"], Longest()) == hits


def test_a_cross_encoder_gives_what_its_model_gives(folder: Path) -> None:
    texts = ["汽车产业目标", "芯片制造收入", "由谁牵头"]
    tokenizer = BertTokenizer.from_pretrained(folder)
    model = BertForSequenceClassification.from_pretrained(folder).eval()
    given = tokenizer(["汽车收入"] * 3, texts, padding=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**given).logits[:, 0]
    expected = torch.sigmoid(logits).numpy()
    assert CrossEncoderReranker(str(folder)).scores("汽车收入", texts) == pytest.approx(
        expected, abs=1e-5
    )
    assert len(set(expected.round(4))) == 3


def test_a_model_that_is_not_there_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="XUNTIAO_RERANKER"):
        CrossEncoderReranker(str(tmp_path))


def test_answers_come_with_a_reranker_from_the_environment(
    sample_home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XUNTIAO_RERANKER", str(folder))
    settings = Settings.from_environment(str(sample_home))
    assert settings.reranker == str(folder)
    asked = Pipeline(Index.open(settings))
    answer = asked.ask("芯片制造的目标是什么？")
    assert answer.hits
