"""The pages of places: every report's place as city, region and country, under the addresses that the feeds have."""

from __future__ import annotations

from collections.abc import Iterator

from feeds import maps
from feeds.maps import Names, dot_of, names_of
from feeds.site_pages import Pages
from pipeline import browse
from pipeline.browse import Card, Said

IN_PLACE, DOTS = 300, 80


def places(pages: Pages, wanted: set[str] | None) -> Iterator[tuple[str, bytes]]:
    """The list of places with the map, and a page for each; for no ``wanted`` at all, nothing."""
    if wanted is not None and not wanted:
        return
    known: dict[str, Names] = {}

    def slugs_of(place: str, region: str | None) -> list[str]:
        names = addresses(place, region)
        for number, (key, _) in enumerate(names):
            if len(names) - number > len(known.get(key, ())):
                known[key] = names[number:]
        return [key for key, _ in names]

    counts = browse.gather_places(pages.db, slugs_of)
    listed = [(key, known[key][0][1], count) for key, count in counts.items()]
    wide = {key for names in known.values() for key, _ in names[1:]}
    narrow = [(key, count) for key, count in counts.items() if key not in wide][:DOTS]
    dots = [dot_of(known[key], count) for key, count in narrow]
    yield pages.render(
        "places.html", "places.html", places=listed, map=maps.frame(dot for dot in dots if dot and dot.exact)
    )
    for key, count in counts.items():
        if wanted is None or key in wanted:
            yield _place(pages, known[key], count)


def addresses(place: str, region: str | None) -> Names:
    """The places whose pages show a report: what it lies in, and the place as a page names it that knows no region."""
    names = names_of(place, region)
    alone = names_of(place)[:1] if region else ()
    return names if not alone or alone[0] in names else (*alone, *names)


def _place(pages: Pages, names: Names, count: int) -> tuple[str, bytes]:
    key, name = names[0]
    dot = dot_of(names, count)
    said = browse.at_place(pages.db, key, IN_PLACE)
    return pages.render(
        "place.html", f"place/{key}.html", own=pages.own(f"place/{key}", f"slatewatch: {name}"), name=name,
        wider=names[1:], count=count, reports=with_cards(pages, said), most=IN_PLACE,
        map=maps.frame([dot] if dot else []),
    )  # fmt: skip


def with_cards(pages: Pages, said: list[Said]) -> list[tuple[Card, Said]]:
    """Reports with the productions they are of."""
    cards = browse.cards(pages.db, {report.production_id for report in said})
    return [(cards[report.production_id], report) for report in said if report.production_id in cards]
