"""A network is known under all its names, at every door: in a text, in a list, in a table to forecast."""

from __future__ import annotations

import pytest

from pipeline.forecast_batch import batch
from pipeline.forecast_facts import load_facts
from pipeline.forecast_networks import known_network
from pipeline.reading.networks import listed_network, told_networks

NAMES = [
    ("BBC1", "BBC One"), ("BBC 2", "BBC Two"), ("Netflix (US)", "Netflix"), ("Netflix, Inc.", "Netflix"),
    ("Netflix Inc.", "Netflix"), ("NETFLIX", "Netflix"), ("Warner Brothers", "Warner Bros."),
    ("Apple TV Plus", "Apple TV+"), ("Amazon Prime", "Amazon Prime Video"), ("Paramount Plus", "Paramount+"),
    ("MGM Plus", "MGM+"), ("The BBC", "BBC"), ("ABC (US)", "ABC"), ("BBC One (UK)", "BBC One"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "network"), NAMES)
def test_a_network_is_known_by_its_other_names(printed: str, network: str) -> None:
    assert known_network(printed) == network


@pytest.mark.parametrize("printed", ["ABC (Australia)", "BBC One (US)", "Netherflix", "Plus", "(US)", "Inc.", ""])
def test_another_network_is_not_taken_for_one(printed: str) -> None:
    assert known_network(printed) is None


@pytest.mark.parametrize("printed", ["BBC1", "NETFLIX", "Apple TV Plus", "Amazon Prime"])
def test_a_text_and_a_list_know_the_same_names(printed: str) -> None:
    network = known_network(printed)
    text = f"The {printed} drama Old Quay has started filming."
    assert told_networks(text, {"Old Quay": "tv"}) == {"Old Quay": network}
    assert listed_network(f"Old Quay – {printed} – Series", "Old Quay") == network


def test_a_list_may_name_a_country_or_a_firm() -> None:
    assert listed_network("Old Quay | Netflix (US) | Cork", "Old Quay") == "Netflix"
    assert listed_network("Old Quay | Netflix Inc. | Cork", "Old Quay") == "Netflix"


@pytest.mark.parametrize(("printed", "network"), NAMES)
def test_a_table_to_forecast_knows_them_too(printed: str, network: str) -> None:
    row = {"id": "q", "title": "Old Quay", "medium": "tv", "season": "1", "filming_start": "2016-04-03"}
    assert list(batch([{**row, "network": printed}])) == list(batch([{**row, "network": network}]))


def test_the_facts_spell_networks_as_we_do() -> None:
    names = {fact.network for fact in load_facts() if fact.network} - {"Amazon Studios"}
    assert {name: known_network(name) for name in names if known_network(name) not in (None, name)} == {}
