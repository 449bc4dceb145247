"""Watch lists: what they match, and the lists that other programs export."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds import lists
from feeds.publish import publish
from feeds.watch import Matcher, key_of, unknown_places
from pipeline.config import Config, ConfigError, Watch
from pipeline.identity import comparison
from pipeline.model import Change, Event, Evidence, Modality, Production, Status
from tests.feeds.feed_world import World

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


def change(title: str = "Night Ferry", season: int | None = 2, year: int | None = None) -> Change:
    """A change of that production, told by one source."""
    evidence = Evidence(
        source="gazette", source_name="Gazette", url="https://gazette.example/", published=AT,
        event=Event.STARTED_FILMING, modality=Modality.ASSERTED, via=None, quote=None, counted=True,
        words="Ana Beispiel leads the cast of this heist.", speaker="Jo Regisseur",
    )  # fmt: skip
    return Change(
        id="c", production=Production(1, "s", title, season=season, medium="tv", year=year, network="Kanal 5"),
        kind="started_filming", from_status=None, to_status=Status.FILMING, happened=None, noticed_at=AT,
        published_at=AT, updated_at=AT, state="published", support=2, places=("Cardiff",), evidence=(evidence,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("watch", "expected"),
    [
        (Watch("w"), True),
        (Watch("w", titles=("night ferry",)), True),
        (Watch("w", titles=("The Night Ferry",)), True),
        (Watch("w", titles=("Night Ferry: Season 2",)), True),
        (Watch("w", titles=("Night Ferry: Season 3",)), False),
        (Watch("w", titles=("Night",)), False),
        (Watch("w", titles=("Working Name",)), True),
        (Watch("w", places=("cardiff",)), True),
        (Watch("w", places=("Card",)), False),
        (Watch("w", statuses=("filming",)), True),
        (Watch("w", statuses=("started_filming",)), True),
        (Watch("w", statuses=("wrapped",)), False),
        (Watch("w", people=("ana beispiel",)), True),
        (Watch("w", people=("Jo Regisseur",)), True),
        (Watch("w", people=("Ana Bei",)), False),
        (Watch("w", words=("heist", "dragons")), True),
        (Watch("w", words=("kanal 5",)), True),
        (Watch("w", titles=("Night Ferry",), words=("dragons",)), False),
    ],
)
def test_a_list_matches_when_every_kind_of_criterion_is_met(watch: Watch, expected: bool) -> None:
    names = frozenset({comparison("Night Ferry"), comparison("Working Name")})
    assert Matcher(watch).matches(change(), names) is expected


def test_a_year_must_agree_where_both_are_known() -> None:
    watch, names = Matcher(Watch("w", titles=("Glass Orchard (2027)",))), frozenset({comparison("Glass Orchard")})
    assert watch.matches(change("Glass Orchard", None, 2028), names)
    assert watch.matches(change("Glass Orchard", None, None), names)
    assert not watch.matches(change("Glass Orchard", None, 1988), names)


def test_the_address_of_a_list_is_made_of_its_name() -> None:
    assert key_of(Watch("My Ferries & more")).path == "watch/my-ferries-more"
    assert key_of(Watch("日本")).path.startswith("watch/")
    assert key_of(Watch("日本")).path != key_of(Watch("中国")).path


LETTERBOXD = "Date,Name,Year,Letterboxd URI\n2026-01-02,Glass Orchard,2027,https://boxd.example/a\n"
LETTERBOXD_LIST = "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2026,Mine,,https://boxd.example,\n\n" + (
    "Position,Name,Year,URL,Description\n1,Night Ferry,2025,https://boxd.example/b,\n"
)
IMDB = (
    "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Year\n"
    "1,tt1,2026,2026,,Paper Kingdom,Paper Kingdom,https://imdb.example/,TV Series,8,2024\n"
    "2,tt2,2026,2026,,Glass Orchard,Glass Orchard,https://imdb.example/,Movie,8,2027\n"
)
TRAKT = [
    {"rank": 1, "type": "movie", "movie": {"title": "Glass Orchard", "year": 2027, "ids": {"trakt": 1}}},
    {"rank": 2, "type": "show", "show": {"title": "Night Ferry", "year": 2025, "ids": {"trakt": 2}}},
]
TVMAZE = [{"show_id": 1, "_embedded": {"show": {"name": "Night Ferry", "type": "Scripted"}}}]


@pytest.mark.parametrize(
    ("exported", "titles"),
    [
        (LETTERBOXD, ("Glass Orchard (2027)",)),
        (LETTERBOXD_LIST, ("Night Ferry (2025)",)),
        (IMDB, ("Paper Kingdom", "Glass Orchard (2027)")),
        (json.dumps(TRAKT), ("Glass Orchard (2027)", "Night Ferry")),
        ("type,title,year\nmovie,Glass Orchard,2027\nshow,Night Ferry,2025\n", ("Glass Orchard (2027)", "Night Ferry")),
        (json.dumps(TVMAZE), ("Night Ferry",)),
        ("\ufeffShow name,TVmaze id\nNight Ferry,1\nNight Ferry,1\n", ("Night Ferry",)),
    ],
    ids=["letterboxd", "letterboxd list", "imdb", "trakt json", "trakt csv", "tvmaze json", "tvmaze csv"],
)
def test_exported_lists_are_read(tmp_path: Path, exported: str, titles: tuple[str, ...]) -> None:
    (tmp_path / "export").write_text(exported, encoding="utf-8")
    assert lists.read_list(tmp_path / "export") == titles


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        b"[1",
        b"{}",
        b"\xff\xfe\x00",
        b"[[[]]]",
        b"title,b\n" + b"a" * 140_000,
        b"[" * 100_000,
        b"[" * 700 + b"]" * 700,
        b'[{"title": "a", "year": ' + b"1" * 5000 + b"}]",
    ],
    ids=range(10),
)
def test_what_is_no_list_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "export.csv").write_bytes(content)
    refused(tmp_path / "export.csv")


def refused(path: Path) -> None:
    with pytest.raises(ConfigError, match=r"export\.csv") as told:
        lists.read_list(path)
    assert "\n" not in str(told.value)


def test_a_pipe_or_a_folder_is_no_list(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe-export.csv")
    refused(tmp_path / "pipe-export.csv")
    refused(tmp_path / "no-export.csv")
    refused(tmp_path / "export.csv\0")
    (tmp_path / "export.csv").mkdir()
    refused(tmp_path / "export.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_may_have_been_saved_by_a_spreadsheet(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = (("Name", "Year", "Tags"), ("Fjörd, a Film" if separator != "," else "Fjörd", "2027", "a"))
    (tmp_path / "export").write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    assert lists.read_list(tmp_path / "export") == (f"{rows[1][0]} (2027)",)


def test_a_watch_list_may_name_a_file_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(LETTERBOXD, encoding="utf-8")
    watch = Watch("films", titles=("Night Ferry",), file="export.csv")
    config = Config(tmp_path / "slatewatch.toml", tmp_path / "a.db", tmp_path / "public", watches=(watch,))
    assert lists.gather(config).watches[0].titles == ("Night Ferry", "Glass Orchard (2027)")
    gone = lists.gather(replace(config, watches=(replace(watch, file="gone.csv"), Watch("all"))))
    assert [one.name for one in gone.watches] == ["all"]
    told = f"watch list 'films': {tmp_path / 'gone.csv'}: cannot be read: No such file or directory; "
    assert gone.trouble == (told + "its feed keeps what it had",)


def test_a_list_whose_file_is_gone_keeps_what_it_had_and_catches_up(world: World) -> None:
    """Its feed is neither emptied nor taken away, the others go on, and what it missed comes once the file is back."""
    export = world.folder / "export.csv"
    export.write_text("title,year\nNight Ferry,2026\n", encoding="utf-8")
    world.watches = (Watch("ferries", file=str(export)), Watch("all"))
    world.change("Night Ferry")
    publish(world.db, world.config, world.now)
    list_feed, other = (world.folder / "public" / "watch" / f"{name}.json" for name in ("ferries", "all"))
    before = list_feed.read_bytes()
    export.rename(export.with_suffix(".away"))
    world.change("Night Ferry", "wrapped_filming")
    done = publish(world.db, world.config, world.now)
    assert [line.split(":")[0] for line in done.trouble] == ["watch list 'ferries'"]
    assert list_feed.read_bytes() == before
    assert len(json.loads(other.read_bytes())["items"]) == 2
    export.with_suffix(".away").rename(export)
    assert publish(world.db, world.config, world.now).trouble == ()
    assert len(json.loads(list_feed.read_bytes())["items"]) == 2


def test_the_last_watch_list_takes_its_folder_along(world: World) -> None:
    world.watches = (Watch("all"),)
    world.fill(130)
    publish(world.db, world.config, world.now)
    assert (world.folder / "public" / "watch" / "all" / "archive").is_dir()
    world.watches = ()
    publish(world.db, world.config, world.now)
    assert not (world.folder / "public" / "watch").exists()


def test_a_place_is_known_by_any_of_its_names() -> None:
    assert Matcher(Watch("w", places=("UK",))).matches(change(), frozenset())
    assert Matcher(Watch("w", places=("Cardiff, Wales",))).matches(change(), frozenset())
    assert not Matcher(Watch("w", places=("USA",))).matches(change(), frozenset())


def test_a_place_that_is_not_known_is_told() -> None:
    watch = Watch("mine", places=("UK", "Cardif", "Xyzzyville", "Nowhere Mill, Wales"))
    assert unknown_places(watch) == [
        "watch list 'mine': the place 'Cardif' is not in the gazetteer; did you mean 'Cardiff'?",
        "watch list 'mine': the place 'Xyzzyville' is not in the gazetteer; it matches only where a source names it in "
        "these words",
        "watch list 'mine': the place 'Nowhere Mill, Wales' is not in the gazetteer; it is taken for 'Wales'",
    ]
