"""Tables on a terminal: as wide as it is, no word and no address broken. Where they cannot be, a row is a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click
from rich.cells import cell_len

GAP = 2


def show(names: Sequence[str], cells: Sequence[Sequence[str]], title: str, width: int) -> None:
    """Print rows under ``names`` in lines of at most ``width``, but for an address that is longer by itself."""
    columns = list(zip(names, *cells, strict=True))
    found = widths([max(map(_longest, column)) for column in columns], [max(map(cell_len, c)) for c in columns], width)
    if found:
        _table(names, cells, title, found, width)
        return
    if title:
        click.echo(title)
    for row in cells:
        for line in _block(names, row, width):
            click.echo(line)


def widths(least: Sequence[int], most: Sequence[int], width: int) -> list[int]:
    """How wide each column is: its longest word at least, its longest cell at most; whoever lacks most gets what is
    left. Nothing where not even the words fit."""
    spare = width - GAP * (len(least) - 1) - sum(least)
    if spare < 0:
        return []
    given = list(least)
    for _ in range(min(spare, sum(most) - sum(least))):
        given[max(range(len(given)), key=lambda column: most[column] - given[column])] += 1
    return given


def _longest(cell: str) -> int:
    return max(map(cell_len, cell.split()), default=1)


def _table(names: Sequence[str], cells: Iterable[Sequence[str]], title: str, given: Sequence[int], width: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, box=None, header_style="bold", padding=(0, GAP, 0, 0), pad_edge=False,
                  title_justify="left")  # fmt: skip
    for name, own in zip(names, given, strict=True):
        table.add_column(name, width=own, overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    Console(highlight=False, width=width).print(table)


def _block(names: Sequence[str], row: Sequence[str], width: int) -> Iterator[str]:
    """A row as lines: what it is about, and below it what else is known, each under its name."""
    yield from (click.style(line, bold=True) for line in wrapped(row[0], width) or [""])
    indent = max(map(len, names[1:])) + 2 * GAP
    for name, cell in zip(names[1:], row[1:], strict=True):
        head = f"{'':{GAP}}{name}".ljust(indent)
        for line in wrapped(cell, width - indent):
            yield head + line
            head = " " * indent


def wrapped(text: str, width: int) -> list[str]:
    """The words of a text in lines of that width; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
