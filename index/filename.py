"""The name that a person gave a file, made one that may lie in the data folder."""

import re
import unicodedata
from pathlib import Path

from corpus.document import CorpusError
from corpus.read import readable_suffixes

_MAX_BYTES = 200  # File systems end at 255; an ending and a sidecar's name must fit.
# What Windows and URLs keep for themselves, and every control and format character.
_FORBIDDEN = re.compile(r'[<>:"|?*#\\/]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def safe_name(name: str) -> str:
    r"""The last part of `name` without what a file system or an address would misread.

    Example: `..\..\市 办法?.PDF` -> `市 办法_.pdf`.

    Raises:
        CorpusError: nothing is left of it, or its ending is none that can be read.
    """
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(
        c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C"
    )
    kept = _FORBIDDEN.sub("_", kept).strip(" .")
    suffix = Path(kept).suffix.lower()
    if suffix not in readable_suffixes():
        endings = " ".join(sorted(readable_suffixes()))
        raise CorpusError(last or name, f"不支持的格式“{suffix}”", f"可用：{endings}")
    stem = kept[: -len(suffix)].lstrip(".~$ ").rstrip(" .")
    stem = stem.encode("utf-8")[: _MAX_BYTES - len(suffix)].decode("utf-8", "ignore").rstrip(" .")
    if not stem:
        raise CorpusError(last or name, "文件名为空", "请改名后再添加")
    return f"_{stem}{suffix}" if _RESERVED.match(stem) else f"{stem}{suffix}"
