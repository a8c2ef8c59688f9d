"""GET /metrics: the figures of /v1/stats as Prometheus text."""

from __future__ import annotations

from collections.abc import Iterator

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from typing_extensions import override

from server.endpoints.answers import NO_STORE
from server.endpoints.operations import Stats, stats_now
from server.endpoints.parts import Call, NoQuery

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_COUNTERS = {
    "process_cpu_seconds": ("cpu_s", "CPU time of this process"),
    "ticker_ticks_published": ("ticks_published", "Ticks put on the tape"),
    "ticker_messages_sent": ("messages_sent", "WebSocket messages and SSE events"),
    "ticker_sent_bytes": ("bytes_sent", "TCP payload sent"),
    "ticker_requests": ("requests", "HTTP requests"),
    "ticker_empty_answers": ("empty_answers", "Answers that brought no tick"),
    "ticker_pushing_cpu_seconds": ("pushing_cpu_s", "CPU time of sending messages"),
    "ticker_connections_cut": ("connections_cut", "Connections cut off for being too slow"),
    "ticker_readers_cut": ("readers_cut", "Readers closed because they took nothing"),
}
_GAUGES = {
    "ticker_uptime_seconds": ("uptime_s", "Age of this process"),
    "ticker_tasks": ("tasks", "Tasks of the event loop"),
    "ticker_unsent_bytes": ("unsent_bytes", "Bytes kept for readers that do not take them"),
    "process_resident_memory_bytes": ("resident_bytes", "Memory of this process"),
}


class _Figures(Collector):
    def __init__(self, stats: Stats) -> None:
        self._stats = stats

    @override
    def collect(self) -> Iterator[Metric]:
        for name, (field, text) in _COUNTERS.items():
            yield CounterMetricFamily(name, text, value=getattr(self._stats, field))
        for name, (field, text) in _GAUGES.items():
            yield GaugeMetricFamily(name, text, value=getattr(self._stats, field))
        yield from self._answered()
        yield self._refusals()
        yield self._late()
        connections = GaugeMetricFamily(
            "ticker_connections", "Open connections", labels=["transport"]
        )
        for transport in self._stats.connections.__struct_fields__:
            count = getattr(self._stats.connections, transport)
            connections.add_metric([transport], count)
        yield connections

    def _refusals(self) -> Metric:
        refusals = CounterMetricFamily(
            "ticker_refusals", "Requests answered with a problem", labels=["status"]
        )
        for status, count in self._stats.refusals.items():
            refusals.add_metric([status], count)
        return refusals

    def _answered(self) -> Iterator[Metric]:
        requests = CounterMetricFamily(
            "ticker_answers", "Requests that were answered", labels=["path"]
        )
        cpu = CounterMetricFamily(
            "ticker_answering_cpu_seconds", "CPU time of their answers", labels=["path"]
        )
        for path, answered in self._stats.answered.items():
            requests.add_metric([path], answered.requests)
            cpu.add_metric([path], answered.cpu_s)
        yield from (requests, cpu)

    def _late(self) -> Metric:
        late = GaugeMetricFamily(
            "ticker_source_late_seconds",
            "How late prints left their source in the last half to whole minute",
            labels=["quantile"],
        )
        figures = self._stats.late_us
        if figures is not None:
            for quantile, us in (("0.5", figures.p50), ("0.99", figures.p99), ("1", figures.max)):
                late.add_metric([quantile], us / 1e6)
        return late


async def metrics(call: Call[NoQuery]) -> web.Response:
    """Answer with every figure, in the Prometheus text format 0.0.4."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(stats_now(call.parts)))
    headers = {**NO_STORE, "Content-Type": MEDIA_TYPE}
    return web.Response(body=generate_latest(registry), headers=headers)
