"""What the pages say."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from lxml import html

from feeds.site import render_site
from pipeline import foretell
from pipeline.config import Config
from tests.scenarios.stage import Stage, says
from tests.site.site_world import NOW, World, there

Site = dict[str, bytes]


def words(content: bytes, path: str = "//main") -> str:
    return " ".join(" ".join(html.document_fromstring(content).xpath(path)[0].itertext()).split())


def test_a_change_shows_its_evidence_for_and_against_and_the_rule(site: Site) -> None:
    article = words(
        site["production/the-long-winter/index.html"], "//article[contains(., 'started filming in Cardiff')]"
    )
    for expected in ("For", "Against", "Beside", "The Production Ledger", "(denied)", "citing", "forward, support 3"):
        assert expected in article


def test_a_withdrawn_change_says_why_and_its_correction_leads_to_it(site: Site) -> None:
    page = html.document_fromstring(site["production/paper-boats/index.html"])
    withdrawn = page.xpath("//article[contains(@class, 'state-withdrawn')]")[0]
    assert "The studio denied it." in "".join(withdrawn.itertext())
    assert page.xpath("//article//a/@href[. = $to]", to="#" + withdrawn.get("id"))


def test_pending_changes_stand_on_the_productions_page_only(site: Site) -> None:
    assert "paused filming" in words(site["production/paper-boats/index.html"])
    assert "paused filming" not in words(site["index.html"])


def test_a_sighting_is_shown_with_the_production_and_the_place_only(site: Site) -> None:
    assert "seen filming in Savannah" in words(site["production/paper-boats/index.html"])
    assert "Paper Boats" in words(site["place/savannah.html"])
    for path in ("index.html", "changes/2026-03.html"):
        assert "seen filming" not in words(site[path])


def test_a_report_that_its_page_took_back_is_shown_as_such(world: World) -> None:
    world.db.execute(
        "UPDATE reports SET gone_at = '2026-03-19T00:00:00Z' WHERE production_id = 1 AND event = 'renewed'"
    )
    page = there(render_site(world.db, world.config, NOW, touched=[1]))["production/the-long-winter/index.html"]
    assert words(page, "//section[@aria-labelledby='reports']").count("says so no longer") == 1


def test_the_board_counts_every_status(site: Site) -> None:
    board = words(site["index.html"], "//section[@aria-labelledby='board']")
    assert "Filming 4" in board
    assert "On hold 0" in board


def test_what_is_planned_lies_ahead_until_its_day_has_passed(world: World) -> None:
    late = date(2026, 12, 2) - NOW.date()
    before = there(render_site(world.db, world.config, NOW, touched=[]))["index.html"]
    after = there(render_site(world.db, world.config, NOW + late, touched=[]))["index.html"]
    assert "1 December 2026" in words(before, "//aside")
    assert "No planned dates" in words(after, "//aside")


def test_a_plan_that_was_fulfilled_leaves_the_slate(site: Site) -> None:
    slate = words(site["production/the-long-winter/index.html"], "//section[@class='slate']")
    assert "Release planned 1 December 2026" in slate
    assert "Start of filming" not in slate


def test_places_are_gathered_by_city_region_and_country(site: Site) -> None:
    for slug in ("vancouver", "british-columbia", "canada"):
        assert "The Long Winter" in words(site[f"place/{slug}.html"])
    assert "place/vancouver-b-c.html" not in site


def test_a_place_page_shows_a_denied_or_planned_report_as_such(site: Site) -> None:
    assert "Started filming" in words(site["place/atlanta.html"])


def test_a_merged_production_leads_on(site: Site) -> None:
    page = html.document_fromstring(site["production/old-winter/index.html"])
    assert "../the-long-winter/index.html" in page.xpath("//main//a/@href")


def test_sources_show_their_health_and_the_reason(site: Site) -> None:
    row = words(site["sources.html"], "//tr[.//a[contains(., 'Trade Paper')]]")
    assert "Held Short" in row
    assert "The Production Ledger" in words(site["sources.html"])
    assert "Held Short" in words(site["source/trade.html"], "//table")


def test_a_forecast_is_shown_as_arithmetic(world: World) -> None:
    world.db.execute(
        "INSERT INTO forecasts (production_id, made_at, milestone, earliest, median, latest, basis, comparables)"
        " VALUES (1, '2026-03-04T00:00:00Z', 'start', '2026-09-01', '2026-11-03', '2027-02-01', '', '[]')"
    )
    rendered = there(render_site(world.db, world.config, NOW, touched=[1]))
    said = words(rendered["production/the-long-winter/index.html"], "//section[@aria-labelledby='forecast']")
    assert "3 November 2026" in said
    assert "not a report" in said


def test_an_empty_database_has_a_site_too(world: World) -> None:
    for table in ("change_reports", "changes", "reports", "listings", "aliases", "links", "productions"):
        world.db.execute(f"DELETE FROM {table}")
    rendered = there(render_site(world.db, world.config, NOW + timedelta(days=1), touched=None))
    assert "Nothing has been published yet" in words(rendered["index.html"])
    assert "nothing to draw" in words(rendered["pictures.html"])


def test_a_page_names_the_network_with_its_sources_and_the_forecasts_reasons(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    started = says("Quiet Fever", "started_filming", on=stage.today, medium="tv", season=1, network="Netflix")
    stage.article("gazette", started)
    foretell.update(stage.db, [row["id"] for row in stage.db.query("SELECT id FROM productions")], stage.now)
    config = Config(path=None, database=tmp_path / "stage.db", output=tmp_path / "public")
    pages = dict(render_site(stage.db, config, stage.now, touched=None))
    page = (pages["production/quiet-fever-season-1/index.html"] or b"").decode()
    assert '<bdi dir="auto">Netflix</bdi> <span class="meta">by <bdi dir="auto">The Gazette</bdi>' in page
    assert "Counted from the start of filming: Netflix seasons known so far" in page
