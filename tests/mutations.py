"""Damaged, deep, huge and spliced files, each read in a worker process under limits.

    python -m tests.mutations --n 10000 [--seed 1] [--keep FOLDER]

A file must end as a document whose clauses are its text, or in one sentence that names the file:
within `CPU_LIMIT_S` seconds of processor time and `MEMORY_LIMIT` bytes. `--keep` saves the files
that did not. Exit status 1 where there are such files.
"""

import argparse
import io
import multiprocessing
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from PIL import Image, ImageDraw

from corpus.document import CorpusError
from corpus.facts import read_facts
from corpus.load import load_document
from tests.test_read_common import LINES
from tests.test_read_ofd import (
    content,
    document_parts,
    listed_steps,
    page_objects,
    whole,
    write_ofd,
)
from tests.test_read_office import rtf
from tests.test_read_pdf import make_pdf, typeset
from tests.word_package import a_list, a_number, in_list, paragraph, run, write_word

CPU_LIMIT_S = 10.0
WALL_LIMIT_S = 240.0  # a conversion by another program takes no processor time of the worker
MEMORY_LIMIT = 2**30  # bytes of private memory
SAMPLES = Path(__file__).parent.parent / "eval" / "documents"
_SLOW = (".rtf", ".png", ".jpg")  # read by another program or the recogniser, in seconds
_PACKAGES = (".docx", ".docm", ".ofd")


@dataclass(frozen=True)
class Outcome:
    """How the reading of one file ended: `document`, `refused`, or what is wrong with it."""

    name: str
    how: str
    said: str = ""
    cpu_s: float = 0.0
    peak_mib: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether it ended as it must."""
        return self.how in ("document", "refused")


def seeds() -> dict[str, list[bytes]]:
    """Whole files to damage, by ending."""
    text = "\n".join(LINES)
    page = "".join(f"<p>{line}</p>" for line in LINES)
    found = {
        ".txt": [text.encode(), text.encode("gb18030"), text.encode("utf-16")],
        ".md": ["\n\n".join(("# 题", *LINES, "|甲|乙|\n|-|-|\n|1|2|", "[^1]: 注")).encode()],
        ".html": [f"<html><head><title>题</title></head><body>{page}</body></html>".encode()],
        ".pdf": [make_pdf(typeset(LINES, 6, 26))],
        ".docx": [_word()],
        ".rtf": [rtf(LINES)],
        ".ofd": [_ofd(whole), _ofd(listed_steps)],
        ".png": [_image("PNG")],
        ".jpg": [_image("JPEG")],
    }
    for path in sorted(SAMPLES.iterdir()):
        found.setdefault(path.suffix, []).append(path.read_bytes())
    return found


def _word() -> bytes:
    body = "".join(paragraph(run(line), in_list(1, n % 3)) for n, line in enumerate(LINES))
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("甲", "乙"))
    with tempfile.TemporaryDirectory() as folder:
        path = write_word(
            Path(folder, "a.docx"),
            f"{body}<w:tbl><w:tr>{cells}</w:tr></w:tbl>",
            numbering=a_list(0, "decimal %1.", "decimal %2)", "decimal %3") + a_number(1, 0),
        )
        return path.read_bytes()


def _ofd(place: object) -> bytes:
    pages = [content(page_objects(page, place)) for page in typeset(LINES, 6, 26)]
    with tempfile.TemporaryDirectory() as folder:
        return write_ofd(Path(folder, "a.ofd"), document_parts("Doc_0", pages)).read_bytes()


def _image(kind: str) -> bytes:
    """A strip of paper with bars for text: what becomes of the file does not hang on the font."""
    image = Image.new("RGB", (400, 120), "white")
    pencil = ImageDraw.Draw(image)
    for x in range(20, 380, 14):
        pencil.rectangle((x, 40, x + 8, 60), fill="black")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def mutate(raw: bytes, suffix: str, other: bytes, rng: random.Random) -> bytes:
    """The file damaged in one way; for packages half of the time inside one of its parts."""
    damage = rng.choice((_truncated, _flipped, _flipped, _cut, _doubled, _spliced, _noisy))
    if suffix in _PACKAGES and rng.random() < 0.6:
        return _repacked(raw, lambda part: damage(part, other, rng), rng)
    return damage(raw, other, rng)


def _at(raw: bytes, rng: random.Random) -> int:
    return rng.randrange(len(raw)) if raw else 0


def _truncated(raw: bytes, other: bytes, rng: random.Random) -> bytes:
    return raw[: _at(raw, rng)]


def _flipped(raw: bytes, other: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(raw)
    for _ in range(rng.choice((1, 3, 30)) if raw else 0):
        damaged[_at(raw, rng)] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def _cut(raw: bytes, other: bytes, rng: random.Random) -> bytes:
    first, last = sorted((_at(raw, rng), _at(raw, rng)))
    return raw[:first] + raw[last:]


def _doubled(raw: bytes, other: bytes, rng: random.Random) -> bytes:
    first, last = sorted((_at(raw, rng), _at(raw, rng)))
    return raw[:last] + raw[first:last] * rng.randrange(1, 20) + raw[last:]


def _spliced(raw: bytes, other: bytes, rng: random.Random) -> bytes:
    return raw[: _at(raw, rng)] + other[_at(other, rng) :]


def _noisy(raw: bytes, other: bytes, rng: random.Random) -> bytes:
    at = _at(raw, rng)
    return raw[:at] + rng.randbytes(rng.randrange(1, 200)) + raw[at:]


def _repacked(raw: bytes, damage: Callable[[bytes], bytes], rng: random.Random) -> bytes:
    """The package with one of its parts damaged and its checksums right."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        likely = [name for name in names if name.endswith(("document.xml", "Content.xml"))]
        chosen = rng.choice(likely if likely and rng.random() < 0.7 else names)
        for name in names:
            part = old.read(name)
            new.writestr(name, damage(part) if name == chosen else part)
    return out.getvalue()


# Lines that lead somewhere when there are many of them.
_REPEATED = (
    "一、甲\n", "（一）乙。\n", "1.丙\n", "(1)", "①", "第一条 丁\n", "附件1\n", "甲", "，", "。",
    "（责任单位：市财政局）", "（责任单位：", "牵头单位：甲；", "责任单位：甲、乙\n", "到2027年，达到30亿元",
    "最高500万元奖励，", "2025年3月8日\n", "云泽市人民政府\n2025年3月8日\n", "《甲》", "《甲", "自2025年1月1日起施行。",
    "目录\n", "一、甲……1\n", "附件：1.甲\n2.乙\n", "问：甲\n答：乙\n", "一是甲；二是乙；", "\t", "\n", "　", "1", "1.5",
    "各区人民政府：\n", "甲\t乙\n", "(", ")", "（", "）", "*", "**甲", "[", "[甲](", "`", "> ", "- ", "|", "<div>", "<p>甲",
    "<table><tr><td>", "<ol><li>", "<span>", "&", "<", "<!--", "# 甲\n", "[^1]", "~", "_", "![", "\\",
)  # fmt: skip


def nested(suffix: str, rng: random.Random) -> bytes:
    """A file of the format that is one thing inside another, very deep."""
    depth = rng.choice((50, 300, 3000, 100_000))
    if suffix == ".html":
        opening = rng.choice(("<div>", "<table><tr><td>", "<ul><li>", "<b>", "<ol><li><p>"))
        return (opening * depth + "一、甲。").encode()
    if suffix == ".md":
        opening = rng.choice(("> ", "- ", "1. ", "[", "*", "`", "![", "<div>\n\n", "  " * 3 + "- "))
        return (opening * depth + "一、甲。").encode()
    if suffix in _PACKAGES:
        depth = min(depth, 5000)
        inner = rng.choice(("w:sdt><w:sdtContent", "w:ins", "w:tbl><w:tr><w:tc", "w:p><w:r"))
        ends = "".join(f"</{tag}>" for tag in reversed(inner.split("><")))
        with tempfile.TemporaryDirectory() as folder:
            text = f"<{inner}>" * depth + paragraph("甲") + ends * depth
            return write_word(Path(folder, "a.docx"), text).read_bytes()
    if suffix == ".rtf":
        return rb"{\rtf1 " + rb"{\b " * depth + b"x"
    return ("（" * depth + "责任单位：甲" + "）" * depth).encode()


def huge(suffix: str, rng: random.Random) -> bytes:
    """A file of the format that says one thing very often, up to and over the limits."""
    piece = rng.choice(_REPEATED)
    size = rng.choice((200_000, 2_000_000, 8_000_000, 12_000_000))
    text = piece * (size // len(piece.encode()))
    if suffix == ".html":
        return f"<body><p>一、甲，乙。</p>{text}".encode()
    if suffix in _PACKAGES:
        part = rng.choice(
            (paragraph("一、甲。"), "<w:p/>", run(""), "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>")
        )
        body = part * (size // len(part))
        if part.startswith("<w:r"):
            body = paragraph(body)
        with tempfile.TemporaryDirectory() as folder:
            return write_word(Path(folder, "a.docx"), body).read_bytes()
    if suffix == ".pdf":
        line = text[:30]
        page = [(90.0, 700.0 - 20 * row, 12, line) for row in range(30)]
        return make_pdf([page] * rng.choice((10, 300)))
    return text.encode()


def cases(n: int, seed: int, suffixes: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """`n` files with their names, the same for the same seed: two in 100 deep, one huge; one in 50 slow to read."""
    whole = {suffix: files for suffix, files in seeds().items() if suffix in (suffixes or seeds())}
    slow = [suffix for suffix in sorted(whole) if suffix in _SLOW]
    endings = [suffix for suffix in sorted(whole) if suffix not in slow] or slow
    for number in range(n):
        rng = random.Random(f"{seed}/{number}")
        suffix = endings[number % len(endings)]
        if slow and number % 50 == 49:
            suffix = slow[number // 50 % len(slow)]
        kind = rng.random()
        if kind < 0.01:
            raw, how = huge(suffix, rng), "巨"
        elif kind < 0.03:
            raw, how = nested(suffix, rng), "深"
        else:
            other = rng.choice(whole[rng.choice(endings)])
            raw, how = mutate(rng.choice(whole[suffix]), suffix, other, rng), "坏"
        yield f"{how}{number}{suffix}", raw


def _serve(pipe: Connection) -> None:
    """In the worker: read the files that the pipe names, and say how each ended."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))
    while True:
        path: Path = pipe.recv()
        signal.setitimer(signal.ITIMER_PROF, CPU_LIMIT_S)  # ends the process
        begun = time.process_time()
        how, said = _read(path)
        spent = time.process_time() - begun
        signal.setitimer(signal.ITIMER_PROF, 0)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        pipe.send(Outcome(path.name, how, said, spent, peak))


def _read(path: Path) -> tuple[str, str]:
    try:
        document = load_document(path, path.parent)
        read_facts(document)
    except CorpusError as error:
        sentence = str(error)
        good = path.name in sentence and "\n" not in sentence
        return ("refused" if good else "file not named", sentence)
    except BaseException as error:  # whatever it is, it is what this looks for
        return ("crash", f"{type(error).__name__}: {error}"[:300])
    for clause in document.clauses:
        if document.text[clause.start : clause.end] != clause.text:
            return ("slice", clause.section)
    return ("document", "")


class Worker:
    """A process that reads files one by one; begun anew where one has ended it."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def read(self, path: Path) -> Outcome:
        """How the reading of the file ended."""
        self._pipe.send(path)
        try:
            if self._pipe.poll(WALL_LIMIT_S):
                outcome: Outcome = self._pipe.recv()
                return outcome
            how = "hang"
        except EOFError:
            how = ""
        self.stop()
        code = self._process.exitcode
        self._start()
        return Outcome(
            path.name, how or ("too slow" if code == -signal.SIGPROF else f"dead {code}")
        )

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def run_cases(n: int, seed: int, keep: Path | None, suffixes: tuple[str, ...]) -> list[Outcome]:
    """How the files ended, in order; those that ended wrongly are kept in `keep`."""
    worker = Worker()
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        for name, raw in cases(n, seed, suffixes):
            path = Path(folder, name)
            path.write_bytes(raw)
            outcomes.append(worker.read(path))
            if not outcomes[-1].is_good:
                sys.stderr.write(f"{outcomes[-1]}\n")
            if keep is not None and (not outcomes[-1].is_good or outcomes[-1].cpu_s > 5):
                keep.mkdir(parents=True, exist_ok=True)
                (keep / name).write_bytes(raw)
            path.unlink()
    worker.stop()
    return outcomes


def summary(outcomes: list[Outcome]) -> str:
    """One line a format, then the slowest, the peak and each file that ended wrongly."""
    lines = []
    for suffix in sorted({Path(outcome.name).suffix for outcome in outcomes}):
        own = [outcome for outcome in outcomes if outcome.name.endswith(suffix)]
        counts = Counter(outcome.how for outcome in own)
        slowest = max(own, key=lambda outcome: outcome.cpu_s)
        peak = max(outcome.peak_mib for outcome in own)
        lines.append(
            f"{suffix}\t{len(own)} files\t"
            + ", ".join(f"{how} {count}" for how, count in sorted(counts.items()))
            + f"\tslowest {slowest.cpu_s:.2f} s ({slowest.name})\tpeak {peak:.0f} MiB"
        )
    lines += [f"{o.name}: {o.how} {o.said}" for o in outcomes if not o.is_good]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """0 where every file ended as it must, 1 where one did not."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--formats", nargs="*", default=[], metavar=".docx")
    options = parser.parse_args(arguments)
    outcomes = run_cases(options.n, options.seed, options.keep, tuple(options.formats))
    sys.stdout.write(summary(outcomes) + "\n")
    return 0 if all(outcome.is_good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
