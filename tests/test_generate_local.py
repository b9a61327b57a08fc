"""A language model from a folder: a very small one with random weights, written here and run."""

import threading
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.decoders import Fuse
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from rag.generate.local import LocalModel
from rag.generate.protocol import GenerationError, Message
from rag.generate.settings import GeneratorSettings, GeneratorUnusable

CHARACTERS = "汽车产业收入目标是多少？达到亿元。[]1234567890"
TEMPLATE = "{% for message in messages %}{{ message['content'] }}{% endfor %}"
ASKED = [Message("user", "汽车产业收入目标是多少？")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of one layer that speaks characters; it never ends by itself."""
    path = tmp_path_factory.mktemp("model")
    vocabulary = {c: at for at, c in enumerate(["[UNK]", *dict.fromkeys(CHARACTERS)])}
    characters = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    characters.pre_tokenizer = Split("", "isolated")
    characters.decoder = Fuse()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=characters, unk_token="[UNK]")
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(path)
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=16, intermediate_size=32, num_hidden_layers=1,
        num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=4096,
        bos_token_id=None, eos_token_id=None, pad_token_id=0,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(path)
    return path


def model(folder: Path, max_tokens: int = 12) -> LocalModel:
    return LocalModel(GeneratorSettings("local", str(folder), max_tokens=max_tokens))


def said(one: LocalModel) -> tuple[str, str]:
    """What a model says, and why it stopped."""
    pieces: list[str] = []
    try:
        for piece in one.stream(ASKED):
            pieces.append(piece)
    except GenerationError as error:
        return "".join(pieces), str(error)
    return "".join(pieces), ""


def test_a_model_says_as_many_tokens_as_its_budget_and_that_it_was_not_done(folder: Path) -> None:
    text, stopped = said(model(folder))
    assert len(text.replace("[UNK]", "?")) <= 12
    assert set(text) <= set(CHARACTERS)
    assert "没有说完" in stopped


def test_the_same_question_gets_the_same_reply(folder: Path) -> None:
    one = model(folder)
    assert said(one) == said(one)


def test_a_reader_who_leaves_lets_the_next_one_in(folder: Path) -> None:
    one = model(folder, max_tokens=4000)
    pieces = one.stream(ASKED)
    next(pieces)
    running = set(threading.enumerate())
    pieces.close()  # type: ignore[attr-defined]
    ended = running - set(threading.enumerate())
    assert any("run" in thread.name for thread in ended)
    again = one.stream(ASKED)
    assert next(again) is not None
    again.close()  # type: ignore[attr-defined]


def test_a_folder_that_is_missing_or_holds_no_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(GeneratorUnusable, match="没有这个模型"):
        model(tmp_path / "none")
    with pytest.raises(GeneratorUnusable, match="无法作为语言模型载入"):
        model(tmp_path)
