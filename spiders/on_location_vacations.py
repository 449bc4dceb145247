"""On Location Vacations: a daily list of what is being filmed where, seen by passers-by. WordPress.

History, as far as archived pages and public code tell:

* 2007 to about 2015: the Thesis theme; a headline is ``h2.entry-title``, the text ``div.format_text.entry-content``,
  prose lines under a bold "Filming in REGION:".
* 2015: the lines become labels ("TV Series: ... Location: ...") under ``h2``.
* 2020: the tagDiv "Newspaper" theme; ``h3.entry-title.td-module-title``, ``div.td-post-content``, paging by the last
  link of ``div.page-nav``. No post after 2020-02-27 was found: it may be dormant.

Posts are edited during the day, so each is a version by its text. A daily post is read as a listing.
"""

from __future__ import annotations

from spiders.wordpress import WordPress


class OnLocationVacations(WordPress):
    """WordPress with the themes of both eras."""

    content = ("div.td-post-content", "div.format_text", ".entry-content", "article", "main")
    follow = "h3.td-module-title a, h2.entry-title a, h3.entry-title a"
    following = "div.page-nav a:last-child, a.next, .nav-previous a, .previous a, a[rel=next], link[rel=next]"
