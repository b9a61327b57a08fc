"""What many tests share: the sample indexed once with the real embedder, and its pipeline."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from corpus.load import load_corpus
from index.build import build
from index.settings import Settings
from rag.match.command import read_profile
from rag.match.matching import Matcher
from rag.pipeline import Pipeline
from rag.words.synonyms import use_own

DOCUMENTS = Path(__file__).parent.parent / "corpus/documents"


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the index of the sample."""
    home = tmp_path_factory.mktemp("home")
    build(Settings(home), DOCUMENTS, progress=False)
    return home


@pytest.fixture(scope="session")
def pipeline(sample_home: Path) -> Pipeline:
    """The pipeline over the sample."""
    return Pipeline.open(Settings(sample_home))


@pytest.fixture(scope="session")
def related(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over documents that change, repeal and explain each other, of city and zone."""
    home = tmp_path_factory.mktemp("related")
    build(Settings(home), Path(__file__).parent / "related", progress=False)
    return Pipeline.open(Settings(home))


@pytest.fixture(autouse=True)
def no_synonyms_of_another_test() -> Iterator[None]:
    """A process answers with one data folder's own synonyms: each test begins without any."""
    use_own(())
    yield
    use_own(())


@pytest.fixture
def states(tmp_path: Path) -> Callable[[str, str], Mapping[str, str]]:
    """The state of each section of a document with the body, for a description."""
    day = date(2026, 11, 24)

    def found(body: str, text: str) -> Mapping[str, str]:
        (tmp_path / "a.txt").write_text(
            f"云岭市促进产业发展若干措施\n云岭市人民政府\n{body}\n", encoding="utf-8"
        )
        matcher = Matcher({d.doc_id: d for d in load_corpus(tmp_path)[0]})
        match = matcher.match(read_profile(text, matcher, day), day)
        return {e.clause.section: e.state for e in match.entries}

    return found


@pytest.fixture
def state(states: Callable[[str, str], Mapping[str, str]]) -> Callable[[str, str], str]:
    """The state of the first section of a document with the body, for a description."""

    def found(body: str, text: str) -> str:
        return next(s for at, s in states(body, text).items() if at.startswith("一"))

    return found
