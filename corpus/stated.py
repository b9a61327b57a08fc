"""What a file states of itself beside its text (front matter), put above what was read from it.

The sidecar, a person's word about the file, is put above both: see `corpus.sidecar`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.document import CorpusError, Metadata
from corpus.sidecar import LISTS, field_value


def apply_stated(
    path: Path, stated: Mapping[str, object], metadata: Metadata
) -> tuple[Metadata, tuple[str, ...]]:
    """The metadata with the stated fields put in; a warning for each value that cannot be used."""
    values: dict[str, Any] = {}
    warnings = []
    for name, value in stated.items():
        listed = [value] if name in LISTS and isinstance(value, str) else value
        try:
            values[name] = field_value(path, name, listed)
        except CorpusError as error:
            warnings.append(f"文件开头的元数据没有全部采用：{error.reason}。")
    return metadata.corrected(values), tuple(warnings)
