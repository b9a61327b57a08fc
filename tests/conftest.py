"""What many tests share: the sample indexed once with the real embedder, and its pipeline."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
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
