"""Which network a production is believed to be of: the one with the most trust behind it. Each naming has its source.

A page of record under a network's own name says so by being there. A tie goes to the name that more reports give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.forecast_networks import HOUSES, known_network, printed_names
from pipeline.moments import stamp
from pipeline.readable import Readable
from pipeline.weigh import PRIMARY


@dataclass(frozen=True, slots=True)
class Naming:
    """One source's word on a network: which it names, how far it is trusted, in how many reports."""

    network: str
    source: str
    name: str
    trust: int
    reports: int


def believed(namings: Iterable[Naming]) -> str | None:
    """The network that the most trust speaks for; then the most reports. Pure."""
    trust: dict[str, int] = {}
    reports: dict[str, int] = {}
    for naming in namings:
        trust[naming.network] = trust.get(naming.network, 0) + naming.trust
        reports[naming.network] = reports.get(naming.network, 0) + naming.reports
    return min(trust, key=lambda network: (-trust[network], -reports[network], network), default=None)


def named(db: Readable, production_id: int, by: datetime | None = None) -> list[Naming]:
    """Who names which network for a production, the most trusted first; ``by``: as was known by that moment."""
    rows = db.query(
        """SELECT r.network, r.source, s.name, s.trust, count(*) AS n FROM reports r JOIN sources s ON s.slug = r.source
            WHERE r.production_id = ? AND (r.network IS NOT NULL OR s.trust >= ?) AND r.noticed_at <= ?
              AND (r.gone_at IS NULL OR r.gone_at > ?) GROUP BY r.network, r.source""",
        (production_id, PRIMARY, stamp(by) if by else "9999", stamp(by) if by else "9998"),
    )
    found: dict[tuple[str, str], Naming] = {}
    for row in rows:
        if network := _network(row):
            known = found.get((network, row["source"]))
            reports = row["n"] + (known.reports if known else 0)
            found[network, row["source"]] = Naming(network, row["source"], row["name"], row["trust"], reports)
    return sorted(found.values(), key=lambda n: (-n.trust, -n.reports, n.source, n.network))


def _network(row: Mapping[str, Any]) -> str | None:
    """The network that a source's reports name, else its own where it is one that speaks for itself."""
    if row["network"]:
        return known_network(row["network"]) or str(row["network"])
    own = known_network(row["name"])
    return own if own and printed_names().get(own, frozenset()) - HOUSES else None


def keep(db: Any, production_id: int) -> None:
    """Bring a production's network up to its reports. Where none of them names one, what is known stays."""
    network = believed(named(db, production_id))
    if network is not None:
        sql = "UPDATE productions SET network = ? WHERE id = ? AND network IS NOT ?"
        db.execute(sql, (network, production_id, network))
