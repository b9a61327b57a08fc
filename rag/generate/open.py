"""The generator that settings name."""

from rag.generate.protocol import Generator
from rag.generate.settings import GeneratorSettings


def generator_of(settings: GeneratorSettings) -> Generator:
    """The model, loaded or ready to be asked.

    Raises:
        GeneratorUnusable: a folder without a model that can be loaded.
    """
    if settings.kind == "openai":
        from rag.generate.endpoint import Endpoint  # a second to import

        return Endpoint(settings)
    from rag.generate.local import LocalModel

    return LocalModel(settings)
