"""What Prometheus may read: questions by outcome, time of each stage, the waiting line."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

from rag.answer import Answer

_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)


class Metrics:
    """The figures of one server; nothing global, so that several may run in one process."""

    def __init__(self) -> None:
        """All at zero."""
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.questions = Counter(
            "xuntiao_questions", "Questions by outcome", ["outcome"], registry=self.registry
        )
        self.stages = Histogram(
            "xuntiao_stage_seconds",
            "Time of each stage of an answer",
            ["stage"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.requests = Counter(
            "xuntiao_requests",
            "HTTP requests",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "xuntiao_request_seconds",
            "Time of HTTP requests until the answer began",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.line = Gauge(
            "xuntiao_line", "Questions at work and waiting", ["state"], registry=self.registry
        )
        self.documents = Gauge("xuntiao_documents", "Documents searched", registry=self.registry)
        self.generation = Gauge("xuntiao_generation", "State of the index", registry=self.registry)

    def answered(self, answer: Answer) -> None:
        """Counts an answer and the time of its stages."""
        self.questions.labels(answer.reason or "answered").inc()
        for stage, ms in answer.latency_ms.items():
            self.stages.labels(stage).observe(ms / 1000)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)
