"""Following a corpus folder: each time its files have changed and come to rest, one build.

Looks every second instead of waiting for the system's notices: those do not come from shared
drives, and one that comes during a build is easily lost.
"""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from corpus.document import CorpusError
from index.build import BuildReport, build
from index.embedder import embedder_named
from index.errors import IndexBusy
from index.settings import Settings

_EVERY_S = 1.0

Look = dict[Path, tuple[int, int]]  # File to its time of change (ns) and size.


def watch(settings: Settings, corpus: Path, stop: Event | None = None) -> Iterator[BuildReport]:
    """A report of the build at the start, then one for each time the folder has changed.

    A change counts once two looks in a row are the same, so that no half-copied file is read.
    One that another writer keeps out is made up for. Ends when `stop` is set. The embedder is
    loaded once.

    Raises:
        CorpusError: no such folder, or it is gone.
        IndexUnusable: as `build`.
    """
    stop = stop or Event()
    embedder = embedder_named(settings.embedder)
    seen = before = _look(corpus)
    yield build(settings, corpus, embedder=embedder)
    while not stop.wait(_EVERY_S):
        now = _look(corpus)
        if now == before != seen:
            try:
                report = build(settings, corpus, embedder=embedder)
            except IndexBusy:
                continue  # Someone adds a document: the next look tries again.
            seen = now
            yield report
        before = now


def _look(corpus: Path) -> Look:
    if not corpus.is_dir():
        raise CorpusError(corpus, "文档文件夹不存在", "请用 --corpus 指定存放政策文档的文件夹")
    found: Look = {}
    for path in corpus.rglob("*"):
        try:
            about = path.stat()
        except FileNotFoundError:
            continue  # Gone since the folder was listed: the next look will say so too.
        found[path] = (about.st_mtime_ns, about.st_size)
    return found
