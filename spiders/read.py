"""``read_page``: a stored page as reports. What the pipeline is given to read with; no Scrapy, no network."""

from __future__ import annotations

import logging

from pipeline.config import Source
from pipeline.model import Page, Report
from spiders.contacts import clean_report
from spiders.shapes import shape_of

log = logging.getLogger("slatewatch")


def read_page(source: Source, page: Page) -> list[Report]:
    """Everything that a page says about productions, without personal data. Nothing, and a line in the log, where the
    reader stumbles: one page must not end this run and, being unread, every run from now on."""
    try:
        reports = shape_of(source).read(source, page)
    except Exception as error:  # noqa: BLE001 (see above)
        log.error("%s: %s could not be read: %s: %s", source.slug, page.url, type(error).__name__, error)
        return []
    return [clean_report(report) for report in reports]
