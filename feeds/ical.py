"""iCalendar (RFC 5545, RFC 7986): plans and releases as all-day events. The only home of icalendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, Timezone
from icalendar import Event as Item

from feeds import text
from feeds.document import GENERATOR, VERSION, Document
from feeds.entries import unpacked
from pipeline.agenda import Plan
from pipeline.wording import PLAN_NOUN, name_of, on_or_in

LONGEST = 7
"""A plan of more days than this is shown on its first day, with its window in words: a bar of months helps nobody."""


NO_PLANS = (
    "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n"
    "TZOFFSETTO:+0000\r\nTZNAME:UTC\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
"""What a calendar without events holds: RFC 5545 (3.6) asks for one component at least, and this one shows nothing."""


def render(document: Document, plans: Iterable[Plan]) -> bytes:
    """The plans as a calendar. Of ``document`` it takes the site, the title and the language; entries are not used."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{GENERATOR}//{GENERATOR} {VERSION}//{document.site.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, document.title)
    calendar.add("url", document.address(document.path, "ics"))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for plan in plans:
        calendar.add_component(_event(document, plan))
    if not calendar.subcomponents:
        calendar.add_component(Timezone.from_ical(NO_PLANS))
    written: bytes = calendar.to_ical()
    return written


def _event(document: Document, plan: Plan) -> Item:
    days, entry = plan.window.days, unpacked(plan.entry)
    event = Item()
    event.add("uid", f"{plan.first_change}-{plan.what}@{document.site.authority}")
    event.add("dtstamp", plan.updated.astimezone(UTC))
    event.add("created", plan.created.astimezone(UTC))
    event.add("last-modified", plan.updated.astimezone(UTC))
    event.add("sequence", plan.sequence)
    event.add("dtstart", plan.window.earliest)
    last = plan.window.latest if days <= LONGEST else plan.window.earliest
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", _summary(plan))
    event.add("description", entry.text)
    event.add("url", document.site.opens(entry))
    event.add("status", _certainty(plan))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [PLAN_NOUN[plan.what]])
    return event


def _summary(plan: Plan) -> str:
    vague = f" ({on_or_in(plan.window)})" if plan.window.days > LONGEST else ""
    gone = "Cancelled: " if plan.state == "cancelled" else ""
    return text.title(f"{gone}{name_of(plan.production)}: {PLAN_NOUN[plan.what]}{vague}")


def _certainty(plan: Plan) -> str:
    if plan.state == "cancelled":
        return "CANCELLED"
    return "CONFIRMED" if plan.state == "happened" or plan.window.days == 1 else "TENTATIVE"
