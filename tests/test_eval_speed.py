"""The speed benchmark reads the same text in every format, by us and by the bare library."""

from pathlib import Path

from rich.console import Console

from corpus.read import read_source
from eval.speed import _BARE, Speed, lines, show_speeds, write_files


def squeezed(text: str) -> str:
    return "".join(text.replace("|", "").replace("#", "").split())


def test_every_file_holds_the_same_text(tmp_path: Path) -> None:
    for path in write_files(tmp_path):
        if path.suffix == ".pdf":
            continue
        ours = squeezed(read_source(path).text)
        for line in lines():
            assert squeezed(line) in ours, path.suffix
        for library, extract in _BARE[path.suffix]:
            assert squeezed(lines()[-1]) in squeezed(extract(path)), library


def test_the_table_says_how_many_times_the_library_we_take() -> None:
    console = Console(record=True, width=120)
    show_speeds([Speed(".txt", "甲库", 30, 100, 250, 50)], "机器", console)
    assert "2.50" in console.export_text()
