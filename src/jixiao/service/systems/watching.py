"""What probes saw beside what the log says: outages nobody reported, time nobody watched."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from jixiao.service.systems.notes import Probe
from jixiao.service.systems.spans import Span, union, without


def watched(probes: Iterable[Probe], gap: timedelta) -> list[Span]:
    """Return when a system was looked at: between probes that are no further apart than the gap."""
    moments = sorted(probe.at for probe in probes)
    return union(pair for pair in pairwise(moments) if pair[1] - pair[0] <= gap)


def outages_seen(probes: Iterable[Probe], least: int, gap: timedelta) -> list[Span]:
    """Return when so many probes in a row failed: from the first to the one that was well again.

    Where the next probe is further off than the gap, an outage ends with the last that failed.
    """
    spans: list[Span] = []
    for row, well_again in _rows(sorted(probes, key=lambda probe: probe.at), gap):
        if len(row) >= least:
            spans.append((row[0].at, (well_again or row[-1]).at))
    return union(spans)


def _rows(
    probes: Sequence[Probe], gap: timedelta
) -> Iterator[tuple[list[Probe], Probe | None]]:
    """Yield failed probes in a row, and the one that was well after them where it is near."""
    row: list[Probe] = []
    for probe in probes:
        if row and probe.at - row[-1].at > gap:
            yield row, None
            row = []
        if not probe.is_ok:
            row.append(probe)
        elif row:
            yield row, probe
            row = []
    if row:
        yield row, None


def unreported(seen: Iterable[Span], known: Iterable[Span], slack: timedelta) -> list[Span]:  # fmt: skip
    """Return the outages seen, or parts of them longer than the slack, that nothing known covers."""
    return [span for span in without(seen, known) if span[1] - span[0] > slack]
