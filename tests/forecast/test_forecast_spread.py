"""The survival curve of misses, and the effects it stands on."""

from __future__ import annotations

import pytest

from pipeline.forecast_effects import Case, fit
from pipeline.forecast_networks import channel_of, house_of
from pipeline.forecast_spread import Miss, Spread


def test_a_censored_miss_moves_mass_to_what_comes_after_it() -> None:
    seen = Spread.of([Miss(0.0, False, 1.0), Miss(1.0, False, 1.0)])
    waiting = Spread.of([Miss(0.0, False, 1.0), Miss(0.5, True, 1.0), Miss(1.0, False, 1.0)])
    assert seen.masses == pytest.approx((0.5, 0.5))
    assert waiting.points == (0.0, 1.0)
    assert waiting.masses == pytest.approx((1 / 3, 2 / 3))


def test_the_inverse_undoes_the_survival_curve() -> None:
    spread = Spread.of([Miss(off / 10, False, 1.0) for off in range(-5, 6)])
    for share in (0.9, 0.5, 0.1, 0.001):
        assert spread.survival(spread.when(share)) == pytest.approx(share, rel=1e-6)


def test_an_effect_seen_once_is_drawn_towards_nothing() -> None:
    common = [Case(f"t{n}", {("network", "common"): 1.0}, 5.0 + n / 40, False, 1.0) for n in range(-10, 11)]
    rare = Case("rare", {("network", "rare"): 1.0}, 5.3, False, 1.0)
    frequent = [Case(f"f{n}", {("network", "frequent"): 1.0}, 5.3 + n / 40, False, 1.0) for n in range(-5, 6)]
    effects = fit([*common, rare, *frequent]).of
    assert 0 < effects["network", "rare"] < effects["network", "frequent"]


def test_one_that_waited_for_years_does_not_move_the_rest() -> None:
    usual = [Case(f"t{n}", {("network", "one"): 1.0}, 5.0 + n / 100, False, 1.0) for n in range(12)]
    waited = Case("waited", {("network", "one"): 1.0}, 7.5, False, 1.0)
    traits = {("network", "one"): 1.0}
    assert fit([*usual, waited]).centre(traits) == pytest.approx(fit(usual).centre(traits), abs=0.01)


@pytest.mark.parametrize(
    ("network", "medium", "channel"),
    [
        ("Netflix", "tv", "streaming"),
        ("netflix", "film", "streaming film"),
        ("HBO", "tv", "cable"),
        ("Fox", "tv", "broadcast"),
        ("BBC One", "tv", "broadcast"),
        ("A24", "film", "theatrical"),
        ("Channel of the Moon", "tv", None),
        (None, "tv", None),
    ],
)
def test_the_channel_of_a_network(network: str | None, medium: str, channel: str | None) -> None:
    assert channel_of(network, "film" if medium == "film" else "tv") == channel


def test_the_house_tells_us_broadcasters_and_majors_apart() -> None:
    assert house_of("CBS", "broadcast") == "US broadcaster"
    assert house_of("ITV", "broadcast") == "other broadcaster"
    assert house_of("Universal", "theatrical") == "major studio"
    assert house_of("A24", "theatrical") == "independent distributor"
    assert house_of("Netflix", "streaming") is None
