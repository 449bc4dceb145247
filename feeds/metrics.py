"""What a monitor asks for, in OpenMetrics text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.figures import Figure

TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"


def render(figures: Iterable[Figure]) -> str:
    """The figures as text."""
    lines = [line for figure in figures for line in _lines(figure)]
    return "".join(f"{line}\n" for line in (*lines, "# EOF"))


def _lines(figure: Figure) -> Iterator[str]:
    name = f"slatewatch_{figure.name}"
    yield f"# TYPE {name} gauge"
    yield f"# HELP {name} {figure.words}"
    for label, value in figure.values:
        yield f'{name}{{{label[0]}="{_escaped(label[1])}"}} {value}' if label else f"{name} {value}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
