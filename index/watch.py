"""Following a corpus folder: each time its files have changed and come to rest, one build."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from corpus.document import CorpusError
from index.build import BuildReport, build
from index.embedder import embedder_named
from index.settings import Settings

_REST_MS = 1600  # A file that is still being copied changes again within this.


def watch(settings: Settings, corpus: Path, stop: Event | None = None) -> Iterator[BuildReport]:
    """A report of the build at the start, then one for each time the folder has changed.

    Ends when `stop` is set. The embedder is loaded once.

    Raises:
        CorpusError: no such folder, or it is gone.
        IndexUnusable: as `build`.
    """
    from watchfiles import watch as changes

    embedder = embedder_named(settings.embedder)
    yield build(settings, corpus, embedder=embedder)
    try:
        for _ in changes(corpus, stop_event=stop, debounce=_REST_MS, raise_interrupt=False):
            yield build(settings, corpus, embedder=embedder)
    except FileNotFoundError:
        raise CorpusError(corpus, "文档文件夹不存在", "请恢复它后重新运行 watch") from None
