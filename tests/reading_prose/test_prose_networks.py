"""Which network a page says a production is of: only where its words tie the two."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document, Medium
from pipeline.reading.listing import read_listing
from pipeline.reading.networks import listed_network, told_networks
from pipeline.reading.prose import read_prose

MEDIA: dict[str, Medium | None] = {"Quiet Fever": "tv", "Salt Road": "film", "Copper Valley": None}


@pytest.mark.parametrize(
    ("words", "network"),
    [
        ("The Netflix series Quiet Fever starts filming today.", "Netflix"),
        ("Netflix’s Quiet Fever has wrapped.", "Netflix"),
        ("Netflix Renews Quiet Fever for Season 2", "Netflix"),
        ("Work begins on Quiet Fever, which was ordered by FX in May.", "FX"),
        ("Quiet Fever is being made for HBO.", "HBO"),
        ("Apple TV+'s upcoming drama ‘Quiet Fever’ began.", "Apple TV+"),
        ("Quiet Fever will premiere on HBO Max in May.", "HBO Max"),
        ("Quiet Fever arrives on Amazon in the summer.", "Amazon Prime Video"),
        ("Quiet Fever, a Hulu original series, wraps.", "Hulu"),
        ("The Fox drama Quiet Fever starts.", "Fox"),
        ("Disney+ series Quiet Fever has a start date.", "Disney+"),
        ("Megan Fox's Quiet Fever wraps.", None),
        ("Max Payne joins Quiet Fever.", None),
        ("Quiet Fever star signs on for HBO's Other Show.", None),
        ("The Quiet Fever team works at NBC Studios.", None),
        ("The star of Quiet Fever spoke of it on ABC.", None),
        ("Quiet Fever wraps. Elsewhere, Netflix grows.", None),
        ("Quiet Fever is filming on the Amazon and in Manaus.", None),
        ("Quiet Fever comes to the BBC next year.", "BBC"),
        ("Quiet Fever moves from MTV to Hulu.", None),
        ("Netflix’s Quiet Feverish is another show.", None),
        ("Universal Pictures' Quiet Fever was a book first.", None),
    ],
)
def test_the_network_of_a_series(words: str, network: str | None) -> None:
    assert told_networks(words, MEDIA).get("Quiet Fever") == network


def test_a_film_has_a_house_and_each_title_its_own() -> None:
    assert told_networks("Universal’s Salt Road starts in May.", MEDIA) == {"Salt Road": "Universal"}
    words = "Warner Bros.' Salt Road wraps, while Netflix has picked up Copper Valley to series."
    assert told_networks(words, MEDIA) == {"Salt Road": "Warner Bros.", "Copper Valley": "Netflix"}


def test_the_name_that_a_page_gives_most_often_counts() -> None:
    words = "HBO's Quiet Fever began. Quiet Fever airs on HBO. Netflix once ordered Quiet Fever."
    assert told_networks(words, MEDIA) == {"Quiet Fever": "HBO"}


@pytest.mark.parametrize(
    ("entry", "network"),
    [
        ("Quiet Fever – Netflix – Series – Toronto", "Netflix"),
        ("Quiet Fever (HBO Max), Season 2, Toronto", "HBO Max"),
        ("Quiet Fever | TV Series | Apple TV+ | Vancouver", "Apple TV+"),
        ("MTV's Quiet Fever, Atlanta", "MTV"),
        ("Quiet Fever - USA - 2020", None),
        ("Quiet Fever, at the Netflix stages in Toronto", None),
    ],
)
def test_a_piece_of_its_own_in_a_list(entry: str, network: str | None) -> None:
    assert listed_network(entry, "Quiet Fever") == network


def test_reports_carry_the_network_of_their_page() -> None:
    text = "Quiet Fever started filming in Cork today. The Netflix series Quiet Fever is its maker's first."
    (report,) = read_prose(Document("article", text, published=date(2026, 3, 2)))
    assert (report.title, report.network) == ("Quiet Fever", "Netflix")
    listed = "Now filming\n\nQuiet Fever – Netflix – Series – Toronto\nSalt Road – Film – Toronto\n"
    networks = {r.title: r.network for r in read_listing(Document("listing", listed, published=date(2026, 3, 2)))}
    assert networks == {"Quiet Fever": "Netflix", "Salt Road": None}


@pytest.mark.parametrize(
    "listed",
    [
        "Title\tNetwork\tLocation\nQuiet Fever\tNetflix\tToronto\nLow Tide\tFX\tAtlanta\nNight Ferry\tHBO Max\tCork\n",
        "Quiet Fever\nNetwork: Netflix\nLocation: Toronto\n\nLow Tide\nNetwork: FX\nLocation: Atlanta\n\n"
        "Night Ferry\nNetwork: HBO Max\nLocation: Cork\n",
        "Netflix’s Quiet Fever is filming in Toronto today.\nFX's Low Tide is filming in Atlanta today.\n"
        "HBO Max's Night Ferry is filming in Cork today.\n",
    ],
)
def test_the_dialects_of_lists(listed: str) -> None:
    reports = read_listing(Document("listing", listed, published=date(2026, 3, 2)))
    assert {r.title: r.network for r in reports} == {
        "Quiet Fever": "Netflix",
        "Low Tide": "FX",
        "Night Ferry": "HBO Max",
    }
