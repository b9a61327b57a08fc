"""A transformers model from a folder, or a GGUF file, as a generator on this machine's CPU."""

import io
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from rag.generate.protocol import GenerationError, Message
from rag.generate.settings import GeneratorSettings, GeneratorUnusable


class LocalModel:
    """A causal language model in this process; one answer at a time."""

    def __init__(self, settings: GeneratorSettings) -> None:
        """Load it; nothing is fetched from a hub.

        Raises:
            GeneratorUnusable: no model there, or one that transformers cannot load.
        """
        path = Path(settings.place)
        if not path.exists():
            raise GeneratorUnusable(f"{path}：没有这个模型，请检查 local: 后面的路径。")
        self.name = path.stem
        self._settings = settings
        self._turn = threading.Lock()
        self._tokenizer, self._model = _loaded(path)

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """See `Generator.stream`; greedy, so the same messages give the same reply."""
        from transformers import StoppingCriteriaList, TextIteratorStreamer

        with self._turn:
            given = self._tokenizer.apply_chat_template(
                [message._asdict() for message in messages],
                add_generation_prompt=True,
                return_tensors="pt",
                return_dict=True,
            )
            streamer = TextIteratorStreamer(
                self._tokenizer, skip_prompt=True, skip_special_tokens=True
            )
            stop = _Stop(time.monotonic() + self._settings.timeout_s)
            failed: list[Exception] = []
            counted: list[int] = []

            def run() -> None:
                try:
                    made = self._model.generate(
                        **given,
                        streamer=streamer,
                        do_sample=False,
                        max_new_tokens=self._settings.max_tokens,
                        stopping_criteria=StoppingCriteriaList([stop]),
                    )
                    counted.append(made.shape[1] - given["input_ids"].shape[1])
                except Exception as error:  # told to the caller below
                    failed.append(error)
                    streamer.end()

            thread = threading.Thread(target=run, daemon=True)
            thread.start()
            try:
                yield from streamer
            finally:
                stop.cancelled = True
                thread.join()
        if failed:
            raise GenerationError(f"生成模型 {self.name} 出错（{failed[0]}）。") from failed[0]
        if stop.is_late or counted[0] >= self._settings.max_tokens:
            raise GenerationError(f"生成模型 {self.name} 的回答没有说完，可调大时限或预算。")


class _Stop:
    """Ends a generation at a time, or when its reader has gone."""

    def __init__(self, deadline: float) -> None:
        self.cancelled = False
        self.is_late = False
        self._deadline = deadline

    def __call__(self, ids: Any, scores: Any, **_: Any) -> Any:  # noqa: ANN401 (torch tensors)
        import torch

        self.is_late = self.is_late or time.monotonic() > self._deadline
        over = self.cancelled or self.is_late
        return torch.full((ids.shape[0],), over, device=ids.device, dtype=torch.bool)


def _loaded(path: Path) -> tuple[Any, Any]:
    """The tokenizer and the model of a folder or a GGUF file."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    is_file = path.is_file()
    folder = path.parent if is_file else path
    named = {"gguf_file": path.name} if is_file else {}
    try:
        with redirect_stderr(io.StringIO()):  # its progress bar obeys no setting
            # Files of a folder alone: nothing is fetched that a revision could pin.
            tokenizer = AutoTokenizer.from_pretrained(  # nosec B615
                folder, local_files_only=True, **named
            )
            model = AutoModelForCausalLM.from_pretrained(  # nosec B615
                folder, local_files_only=True, dtype=torch.float32, **named
            )
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise GeneratorUnusable(
            f"{path}：无法作为语言模型载入（{str(error).splitlines()[0][:120]}），"
            "请给出 transformers 模型的文件夹或 .gguf 文件。"
        ) from error
    if tokenizer.chat_template is None:
        raise GeneratorUnusable(f"{path}：模型没有对话模板，请换用对话（instruct）模型。")
    return tokenizer, model.eval()
