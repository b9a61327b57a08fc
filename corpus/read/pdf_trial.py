"""Whether a pdf stays within bounds: what looks like a bomb is first read in a process of its own.

PDFium cannot be interrupted, and a few bytes may unpack to gigabytes or to forms drawn in forms
without end. Ordinary files show no such sign and are not tried; a trial costs a tenth of a second.
This file is also the program of that process: it reads all text and says nothing but its status.
"""

import re
import subprocess
import sys
import zlib
from pathlib import Path

_MAX_MEMORY = 2**30
_CPU_SECONDS = 3
_WALL_SECONDS = 9.0
_STREAM = re.compile(rb"stream\r?\n")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_RESOURCES = re.compile(rb"/Resources\s+\d+\s+\d+\s+R")
_TWICE = re.compile(rb"/(?:Flate|LZW|RunLength)Decode\s*/(?:Flate|LZW|RunLength)Decode")
_SMALL = 10 * 2**10  # bytes of a packed stream that cannot unpack to more than ten million
_SAMPLE = 8 * 2**10
_MAX_RATIO = 128  # unpacked over packed; text in a page packs to a fifth


def looks_dangerous(raw: bytes) -> bool:
    """Whether a stream unpacks out of all proportion, or a form draws other forms."""
    if _TWICE.search(raw):
        return True
    for form in _FORM.finditer(raw):
        start = max(raw.rfind(b"obj", 0, form.start()), 0)
        head = raw[start : raw.find(b"stream", form.end())][:100_000]
        if head.count(b"/XObject") > 1 or _RESOURCES.search(head):
            return True
    return any(_swells(raw, begin.start(), begin.end()) for begin in _STREAM.finditer(raw))


def _swells(raw: bytes, keyword: int, start: int) -> bool:
    """Whether the stream at `start` unpacks to much more than text, fonts or pictures do."""
    if raw[keyword - 3 : keyword] == b"end" or raw.find(b"endstream", start, start + _SMALL) != -1:
        return False
    head = raw[max(raw.rfind(b"obj", 0, keyword), 0) : keyword]
    if b"LZWDecode" in head:
        return True
    if b"FlateDecode" not in head and b"/Fl" not in head:
        return False
    try:
        sample = zlib.decompressobj().decompress(raw[start : start + _SAMPLE], _SAMPLE * _MAX_RATIO)
    except zlib.error:
        return False  # PDFium will not unpack it either
    return len(sample) >= _SAMPLE * _MAX_RATIO


def survives(path: Path) -> bool:
    """Whether all text of a file can be read within a gigabyte and some seconds."""
    command = [sys.executable, "-P", __file__, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_WALL_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _read_all(path: str) -> None:
    import pypdfium2

    try:
        import resource
    except ImportError:  # not on Windows, where the time limit alone holds
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            page.get_textpage().get_text_range()
    except pypdfium2.PdfiumError:
        return  # damaged, which is for the reader to say


if __name__ == "__main__":
    _read_all(sys.argv[1])
