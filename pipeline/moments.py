"""Moments as the database holds them."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """An aware moment as stored: UTC, to the second, "2017-04-03T12:00:00Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime:
    """The aware moment of a stored stamp."""
    return datetime.fromisoformat(text)
