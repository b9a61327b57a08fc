"""Questions about passages that answer them, and near misses: what the gate is trained on.

A file (`eval/near_misses/*.tsv`) holds passages, each followed by its questions; `y` is answered by
the evidence, `n` is a near miss: the passage speaks of the matter and is silent on what is asked.

    P  title  headings  passage                 Q  y|n  question  evidence
    P  title  headings  file  start  length     Q  y|n  question  start  length

The second form points into a public document that is not kept here: characters of its text without
blanks, the evidence's counted from the passage's beginning.
"""

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).with_name("near_misses")
PUBLIC = "regulations.tsv"  # the file that points into public documents


@dataclass(frozen=True)
class Probe:
    """A question about a passage, and the slice of it that answers or comes nearest."""

    text: str
    answered: bool
    evidence: str


@dataclass(frozen=True)
class ProbedPassage:
    """A passage with what it stands under and what is asked about it; `group` is its file."""

    title: str
    headings: str
    text: str
    asked: tuple[Probe, ...]
    group: str


def read_passages(path: Path, documents: Mapping[str, str]) -> tuple[ProbedPassage, ...]:
    """The passages of a file; `documents` are public texts by file name, for those by place.

    Raises:
        ValueError: a line that is neither form, evidence that is no slice, a document not given.
    """
    found: list[ProbedPassage] = []
    asked: list[Probe] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        kind, *fields = line.split("\t")
        try:
            if kind == "P":
                asked = []
                found.append(_passage(fields, documents, path.stem))
            elif kind == "Q" and found:
                asked.append(_asked(fields, found[-1].text))
                found[-1] = replace(found[-1], asked=tuple(asked))
            else:
                raise ValueError("P 或 Q 行")
        except (ValueError, KeyError) as error:
            raise ValueError(f"{path.name} 第 {number} 行不合格式：{error}") from error
    return tuple(found)


def _passage(fields: Sequence[str], documents: Mapping[str, str], group: str) -> ProbedPassage:
    title, headings, *rest = fields
    if len(rest) == 1:
        return ProbedPassage(title, headings, rest[0], (), group)
    file, start, length = rest
    begin = int(start)
    return ProbedPassage(title, headings, documents[file][begin : begin + int(length)], (), group)


def _asked(fields: Sequence[str], passage: str) -> Probe:
    answered, text, *rest = fields
    if answered not in ("y", "n"):
        raise ValueError(f"{answered} 不是 y 或 n")
    if len(rest) == 1:
        (evidence,) = rest
    else:
        begin = int(rest[0])
        evidence = passage[begin : begin + int(rest[1])]
    if not evidence or evidence not in passage:
        raise ValueError("依据不是段落中的原文")
    return Probe(text, answered == "y", evidence)


def without_blanks(folder: Path) -> dict[str, str]:
    """The texts of a folder by file name, blanks taken out, as places in `FOLDER` count them."""
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".txt"))
    return {path.name: re.sub(r"\s+", "", path.read_text(encoding="utf-8-sig")) for path in files}


def write_documents(passages: Sequence[ProbedPassage], folder: Path) -> None:
    """Each passage as a document of its own, so that a library of them can be asked."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, one in enumerate(passages):
        lines = (one.title, "", one.headings, one.text)
        path = folder / f"{one.group}{at:03}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m eval.near_misses FOLDER`: writes our own passages as documents there."""
    parser = argparse.ArgumentParser(prog="python -m eval.near_misses")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    for path in sorted(FOLDER.glob("*.tsv")):
        if path.name != PUBLIC:
            write_documents(read_passages(path, {}), folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
