"""The pages of places: every report's place as city, region and country, under the addresses that the feeds have."""

from __future__ import annotations

from collections.abc import Iterator

from feeds import maps
from feeds.maps import Names, dot_of, names_of
from feeds.site_pages import Pages, Rendered
from pipeline import browse, shown
from pipeline.browse import Card, Said

IN_PLACE, DOTS = 100, 80


def places(pages: Pages, wanted: set[str] | None) -> Iterator[Rendered]:
    """The list of places with the map, and a page for each; for no ``wanted`` at all, nothing."""
    if wanted is not None and not wanted:
        return
    known = shown.places(pages.db)
    listed = [(*names[0], count) for names, count in known]
    wide = {key for names, _ in known for key, _ in names[1:]}
    narrow = [(names, count) for names, count in known if names[0][0] not in wide][:DOTS]
    dots = [dot_of(names, count) for names, count in narrow]
    yield pages.render(
        "places.html", "places.html", places=listed, map=maps.frame(dot for dot in dots if dot and dot.exact)
    )
    for key in sorted({names[0][0] for names, _ in known} if wanted is None else wanted):
        yield _place(pages, key)


def addresses(place: str, region: str | None) -> Names:
    """The places whose pages show a report: what it lies in, and the place as a page names it that knows no region."""
    names = names_of(place, region)
    alone = names_of(place)[:1] if region else ()
    return names if not alone or alone[0] in names else (*alone, *names)


def _place(pages: Pages, key: str) -> Rendered:
    names, count = shown.names_of(pages.db, key), shown.productions_at(pages.db, key)
    if not names:
        return f"place/{key}.html", None
    name = names[0][1]
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
