"""``read_page``: a stored page as reports. What the pipeline is given to read with; no Scrapy, no network."""

from __future__ import annotations

from pipeline.config import Source
from pipeline.model import Page, Report
from spiders.privacy import scrub_report
from spiders.shapes import shape_of


def read_page(source: Source, page: Page) -> list[Report]:
    """Everything that a page says about productions, without personal data."""
    return [scrub_report(report) for report in shape_of(source).read(source, page)]
