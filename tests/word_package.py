"""Word files written part by part, for what no library writes: changes, fields, notes, lists."""

import zipfile
from pathlib import Path

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = (
    (_W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (_R, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)
MACROS = (
    "openxmlformats-officedocument.wordprocessingml.document.main",
    "ms-word.document.macroEnabled.main",
)
_SPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def write_word(path: Path, body: str, **parts: str) -> Path:
    """A Word file of this body; `parts` (`styles`, `numbering`, `footnotes`, …) hold their XML."""
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_R}/{name}" Target="{name}.xml"/>' for name in parts
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": _root(name, inner) for name, inner in parts.items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return path


def rewrite(path: Path, *replacements: tuple[str, str]) -> Path:
    """The same file with each text replaced in all of its parts."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            for old, new in replacements:
                text = text.replace(old, new)
            package.writestr(name, text)
    return path


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def _root(name: str, inner: str) -> str:
    return f"<w:{name} {_SPACES}>{inner}</w:{name}>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph; content that is no XML becomes a run."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def in_list(number: int, level: int) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def a_list(abstract: int, *levels: str) -> str:
    """A list definition; each level is `numFmt lvlText` and may add XML after a further blank."""
    inner = ""
    for at, level in enumerate(levels):
        style, text, *more = level.split(" ", 2)
        inner += (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
            f'{"".join(more)}<w:lvlText w:val="{text}"/></w:lvl>'
        )
    return f'<w:abstractNum w:abstractNumId="{abstract}">{inner}</w:abstractNum>'


def a_number(number: int, abstract: int, overrides: str = "") -> str:
    """An instance of a list definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
