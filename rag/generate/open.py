"""The generator that settings name, and pipelines that it phrases for."""

from collections.abc import Callable

from rag.answerer import Answerer
from rag.generate.answering import GeneratedPipeline
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


def phrasing(named: str | None = None) -> Callable[[Answerer], GeneratedPipeline] | None:
    """Puts the model that `named` or the environment names before a pipeline; None for no model.

    Raises:
        GeneratorUnusable: settings that cannot be read, or a model that cannot be loaded.
    """
    settings = GeneratorSettings.from_environment(named)
    if settings is None:
        return None
    generator = generator_of(settings)
    return lambda pipeline: GeneratedPipeline(
        pipeline, generator, settings.max_characters, rewrites=settings.rewrites
    )
