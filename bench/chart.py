"""The plot: a panel for each row, a bar for each subject, readable on light and on dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from .figures import Failure, Results
from .markdown import amount, multiple, title
from .plan import ROWS, TARGETS, Row

_STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; }
  .quiet { fill: #59636e; }
  .figure { font-variant-numeric: tabular-nums; }
  .bar { fill: #8c959f; }
  .ours { fill: #0969da; }
  .line { stroke: #1f2328; stroke-width: 1; stroke-dasharray: 3 3; }
  .limit { stroke: #cf222e; stroke-width: 3; }
  .back { fill: #ffffff; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .quiet { fill: #9198a1; }
    .bar { fill: #656d76; }
    .ours { fill: #4493f8; }
    .line { stroke: #e6edf3; }
    .limit { stroke: #ff7b72; }
    .back { fill: #0d1117; }
  }"""

_LABELS, _BARS, _FIGURES, _EDGE = 190, 420, 85, 20
_BAR, _STEP, _HEAD, _GAP = 14, 20, 26, 14
_OURS = ("ours", "dialwright")


@dataclass(frozen=True)
class Bar:
    """One subject: `size` is a multiple of the base; None where there is no figure."""

    label: str
    size: float | None
    shown: Sequence[str]
    """The figure and the ratio, or why there is none."""
    ours: bool
    limit: float | None = None


@dataclass(frozen=True)
class Panel:
    """One row."""

    title: str
    bars: Sequence[Bar]

    @property
    def height(self) -> int:
        """In pixels, with the space below."""
        return _HEAD + _STEP * len(self.bars) + _GAP

    @property
    def widest(self) -> float:
        """The multiple that takes the whole width."""
        sizes = [size for bar in self.bars for size in (bar.size, bar.limit) if size is not None]
        return max([1.0, *sizes])


def panels(results: Results) -> Iterator[Panel]:
    """What is worth a look: every row in which there is something to compare."""
    for row in ROWS:
        if len(row.subjects) > 1:
            yield Panel(row.title, [_bar(results, row, subject) for subject in row.subjects])


def _bar(results: Results, row: Row, subject: str) -> Bar:
    ratio, figure = results.ratio(row.key, subject, row.base), results.of(row.key, subject)
    ours = subject in _OURS
    if isinstance(ratio, Failure) or isinstance(figure, Failure):
        failed = figure if isinstance(figure, Failure) else ratio
        reason = failed.reason if isinstance(failed, Failure) else ""
        return Bar(title(subject), None, (reason[:60],), ours)
    shown = (amount(figure.middle, row.unit), f"{multiple(ratio.middle)} x")
    return Bar(title(subject), ratio.middle, shown, ours, _limit(row, subject))


def _limit(row: Row, subject: str) -> float | None:
    """What the subject may need, as a multiple of the base."""
    limits = (
        target.limit
        for target in TARGETS
        if target.row == row.key and target.subject == subject and target.against == row.base
    )
    return next(limits, None)


def plot(shown: Sequence[Panel]) -> str:
    """The panels as an SVG."""
    width = _EDGE + _LABELS + _BARS + 2 * _FIGURES + _EDGE
    height = _EDGE + _HEAD + sum(panel.height for panel in shown)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img">',
        "<title>What the clients and generators cost</title>",
        f"<style>{_STYLE}\n</style>",
        f'<rect class="back" width="{width}" height="{height}"/>',
        *_legend(),
    ]
    top = _EDGE + _HEAD
    for panel in shown:
        lines += _drawn(panel, top)
        top += panel.height
    return "\n".join([*lines, "</svg>"]) + "\n"


def _legend() -> Iterator[str]:
    yield _text(
        _EDGE, _EDGE + 10, "Shorter is better. Blue: dialwright. Dashed: 1 x. Red: the target.", "quiet"
    )


def _drawn(panel: Panel, top: int) -> Iterator[str]:
    yield _text(_EDGE, top + 14, panel.title, "title")
    left, first = _EDGE + _LABELS, top + _HEAD
    scale = _BARS / panel.widest
    for number, bar in enumerate(panel.bars):
        y = first + number * _STEP
        yield _text(left - 10, y + 11, bar.label, "label", anchor="end")
        size = 0.0 if bar.size is None else bar.size * scale
        kind = "bar ours" if bar.ours else "bar"
        yield f'<rect class="{kind}" x="{left}" y="{y}" width="{size:.1f}" height="{_BAR}" rx="2"/>'
        if bar.size is None:
            yield _text(left + 10, y + 11, " ".join(bar.shown), "quiet")
        for column, text in enumerate(bar.shown if bar.size is not None else (), start=1):
            yield _text(left + _BARS + column * _FIGURES, y + 11, text, "figure", anchor="end")
        if bar.limit is not None:
            yield _line("limit", left + bar.limit * scale, y - 2, y + _BAR + 2)
    yield _line("line", left + scale, first - 2, first + _STEP * len(panel.bars))


def _text(x: float, y: float, text: str, kind: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(kind: str, x: float, top: float, bottom: float) -> str:
    return f'<line class="{kind}" x1="{x:.1f}" y1="{top:g}" x2="{x:.1f}" y2="{bottom:g}"/>'
