"""Which reader reads which file. The readers themselves know nothing of each other."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from corpus.document import CorpusError, SourceText
from corpus.read.markdown import read_markdown
from corpus.read.ofd import read_ofd
from corpus.read.office import CONVERTED, converter, read_office
from corpus.read.pdf import read_pdf
from corpus.read.plain import read_plain
from corpus.read.recognise import is_installed
from corpus.read.scan import read_image
from corpus.read.webpage import read_webpage
from corpus.system_error import why_refused

MAX_CHARS = 1_000_000  # a thousand pages; the longest laws have a tenth of it
MAX_BLOCKS = 40_000  # paragraphs and tables
MAX_BLOCK_CHARS = 200_000  # of one paragraph or table
MAX_BYTES = 300 * 2**20  # of a file with pictures

Extra = Literal["recogniser", "office"]  # what a reader needs that not every machine has

_READERS: dict[str, Callable[[Path], SourceText]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_webpage,
    ".htm": read_webpage,
    ".docx": read_office,
    ".docm": read_office,
    ".doc": read_office,
    ".wps": read_office,
    ".rtf": read_office,
    ".pdf": read_pdf,
    ".ofd": read_ofd,
    ".png": read_image,
    ".jpg": read_image,
    ".jpeg": read_image,
    ".tif": read_image,
    ".tiff": read_image,
    ".bmp": read_image,
}


def readable_suffixes() -> frozenset[str]:
    """The lower-case file endings that a reader exists for, with the dot."""
    return frozenset(_READERS)


def missing_extras() -> dict[Extra, tuple[str, ...]]:
    """The endings that cannot be read on this machine, by what it lacks for them.

    A file may hold what another ending promises (a Word package named .doc): it is still read.
    """
    images = tuple(s for s, reader in _READERS.items() if reader is read_image)
    missing: dict[Extra, tuple[str, ...]] = {}
    if not is_installed():
        missing["recogniser"] = images
    if converter() is None:
        missing["office"] = CONVERTED
    return missing


def printable(path: Path) -> str:
    """The path with ? for each byte of its name that is no text."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def read_source(path: Path) -> SourceText:
    """The text and blocks of one file.

    Raises:
        CorpusError: no such file, an unknown format, or a file that its reader cannot read.
    """
    if (name := printable(path)) != str(path):
        # An archive made elsewhere leaves such names; they can neither be kept nor be shown.
        raise CorpusError(name, "文件名不是 UTF-8 编码", "请改名后再试")
    if path.is_dir():
        raise CorpusError(path, "这是文件夹，不是文件", "请给出一个文件的路径")
    if not path.exists():
        raise CorpusError(path, "文件不存在", "请检查路径")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = "、".join(sorted(readable_suffixes()))
        raise CorpusError(path, f"不认识的格式“{path.suffix}”", f"请转换为 {known} 之一")
    size = path.stat().st_size
    if size > MAX_BYTES:
        reason = f"文件有 {size // 2**20} MB，最多 {MAX_BYTES // 2**20} MB"
        raise CorpusError(path, reason, "请拆成几个文件")
    try:
        source = reader(path)
    except OSError as error:
        raise CorpusError(path, f"无法读取（{why_refused(error)}）", "请检查文件权限") from error
    if len(source.text) > MAX_CHARS or len(source.blocks) > MAX_BLOCKS:
        reason = (
            f"文件有 {len(source.text):,} 字、{len(source.blocks):,} 段，"
            f"最多 {MAX_CHARS:,} 字、{MAX_BLOCKS:,} 段"
        )
        raise CorpusError(path, reason, "请拆成几个文件")
    longest = max(block.end - block.start for block in source.blocks)
    if longest > MAX_BLOCK_CHARS:
        reason = f"其中一段有 {longest:,} 字，最多 {MAX_BLOCK_CHARS:,} 字，像是丢了换行"
        raise CorpusError(path, reason, "请分段后再导入")
    return source
