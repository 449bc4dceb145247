"""What is never stored: e-mail addresses, telephone numbers and the handles of people who sent a tip.

Applied to a page before it is kept and to a report before it is stored. Names in running text stay: who said what is
what the evidence is about.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Report

_EMAIL = (
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}(?:@|\s?\[at\]\s?|&#0?64;)(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}"
)
_PHONE = r"(?<![\w/.+-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?|\d{3}[ .-])\d{3,4}[ .-]\d{4}(?![\w/-])"
_ABROAD = r"(?<![\w/.])\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}(?![\w/-])"
_RULES = (
    "media|import|font-face|keyframes|charset|supports|page|layer|container|property|namespace|"  # of style sheets
    "type|context|graph|id|param|return|see"  # of structured data and of scripts
)
_HANDLE = rf"""(?<![\w"'/.@=:\\-])@(?!(?:{_RULES}|-)\b)[A-Za-z_]\w{{1,30}}"""
_PERSONAL = re.compile("|".join((_EMAIL, _PHONE, _ABROAD, _HANDLE)))
_PERSONAL_BYTES = re.compile(_PERSONAL.pattern.encode("ascii"))


def scrub(text: str) -> str:
    """The text without addresses, numbers and handles; "[…]" stands where one was."""
    return _PERSONAL.sub("[…]", text)


def scrub_bytes(body: bytes) -> bytes:
    """The same for the bytes of a page, whatever its encoding."""
    return _PERSONAL_BYTES.sub(b"[...]", body)


def scrub_report(report: Report) -> Report:
    """A report whose words hold nothing personal."""
    evidence = scrub(report.evidence)
    via = None if report.via and _PERSONAL.search(report.via) else report.via
    place = scrub(report.place) if report.place else None
    if (evidence, via, place) == (report.evidence, report.via, report.place):
        return report
    return replace(report, evidence=evidence, via=via, place=place)
