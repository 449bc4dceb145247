"""The pages around the articles: navigation, related stories, advertisements, newsletter, comments, footer.

Each function returns a whole HTML document. What stands around an article is fixed when it is published, so that an
unchanged article is an unchanged page.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from replay.articles import Article, slugify
from replay.outlets import Outlet

MENU = ("Movies", "TV", "Comics", "Reviews", "Trailers", "About")
WP_ENTITIES = {"’": "&#8217;", "‘": "&#8216;", "“": "&#8220;", "”": "&#8221;", "–": "&#8211;", "…": "&#8230;"}


def texturize(text: str) -> str:
    """Typographic characters as the numeric entities that WordPress makes of them."""
    for character, entity in WP_ENTITIES.items():
        text = text.replace(character, entity)
    return text


def wp_title(article: Article) -> str:
    """The headline as WordPress renders it."""
    return texturize(html.escape(article.headline, quote=False).replace("&amp;", "&#038;"))


def document(title: str, head: str, body: str, *, classes: str = "") -> str:
    """The frame that every page has."""
    return (
        f'<!DOCTYPE html>\n<html lang="en-US">\n<head>\n<meta charset="UTF-8">\n<title>{html.escape(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n{head}\n</head>\n'
        f'<body class="{classes}">\n{body}\n</body>\n</html>\n'
    )


def navigation(outlet: Outlet, root: str) -> str:
    """The header with its menu."""
    items = "".join(f'<li class="menu-item"><a href="{root}">{name}</a></li>' for name in MENU)
    name = html.escape(outlet.name)
    return f'<header class="site-header"><a class="logo" href="{root}">{name}</a><nav><ul>{items}</ul></nav></header>'


def sidebar(outlet: Outlet, related: Sequence[Article], root: str) -> str:
    """Older stories, an advertisement and the newsletter."""
    stories = "".join(
        f'<li><a href="{root}{old.path}">{html.escape(old.headline, quote=False)}</a></li>' for old in related
    )
    return (
        f'<aside class="sidebar"><h3>More from {html.escape(outlet.name)}</h3><ul class="related">{stories}</ul>'
        '<div class="ad-slot" data-size="300x250">Advertisement</div>'
        '<form class="newsletter"><p>Get our newsletter in your inbox every morning.</p>'
        '<input type="email"></form></aside>'
    )


def comments(article: Article) -> str:
    """The readers' remarks below an article."""
    if not article.comments:
        return '<section id="comments"><p class="nocomments">No comments yet.</p></section>'
    items = "".join(
        f'<li class="comment"><cite>{html.escape(name)}</cite><p>{html.escape(text, quote=False)}</p></li>'
        for name, text in article.comments
    )
    return f'<section id="comments"><h3>{len(article.comments)} comments</h3><ol>{items}</ol></section>'


def footer(outlet: Outlet) -> str:
    name = html.escape(outlet.name)
    return f'<footer><p>© {name}. All rights reserved.</p><p><a href="#">Privacy</a> <a href="#">Terms</a></p></footer>'


def article_head(outlet: Outlet, article: Article, root: str) -> str:
    """What a WordPress page says of itself in its head."""
    url, feed = f"{root}{article.path}", f'title="{html.escape(outlet.name)} &raquo; Feed" href="{root}feed/"'
    lines = [
        f'<link rel="canonical" href="{url}">',
        f'<link rel="alternate" type="application/rss+xml" {feed}>',
        f'<meta property="og:title" content="{html.escape(article.headline)}">',
        f'<meta property="og:type" content="article">\n<meta property="og:url" content="{url}">',
        f'<meta property="og:site_name" content="{html.escape(outlet.name)}">',
        f'<meta property="article:published_time" content="{article.published:%Y-%m-%dT%H:%M:%S+00:00}">',
        f'<meta property="article:modified_time" content="{article.modified:%Y-%m-%dT%H:%M:%S+00:00}">',
    ]
    if outlet.kind in ("olv", "wordpress"):
        api = f"{root}wp-json/"
        lines.append(f'<link rel="https://api.w.org/" href="{api}">')
        lines.append(f'<link rel="alternate" type="application/json" href="{api}wp/v2/posts/{article.number}">')
    return "\n".join(lines)


def article_page(outlet: Outlet, article: Article, related: Sequence[Article], root: str) -> str:
    """An article in the outlet's theme: tagDiv's for On Location Vacations, a common one elsewhere."""
    content = {"olv": "td-post-content", "press": "release-body entry-content"}.get(outlet.kind, "entry-content")
    tags = "".join(f'<a rel="tag" href="{root}tag/{slugify(c)}/">{html.escape(c)}</a>' for c in article.categories)
    day = article.published.astimezone(outlet.zone)
    inner = (
        f'<article id="post-{article.number}" class="post type-post">'
        f'<header><h1 class="entry-title">{wp_title(article)}</h1>'
        f'<div class="byline">By <span class="author">{article.author}</span> '
        f'<time class="entry-date" datetime="{day.isoformat()}">{day:%B} {day.day}, {day.year}</time></div></header>\n'
        f'<div class="{content}">\n{texturize(article.body)}\n</div>\n'
        f'<div class="tags">{tags}</div>'
        '<div class="share">Share this: <a href="#">Facebook</a> <a href="#">Twitter</a></div></article>'
    )
    below = "" if outlet.kind == "press" else comments(article)
    main = f"<main>{inner}\n{below}</main>"
    body = "\n".join([navigation(outlet, root), main, sidebar(outlet, related, root), footer(outlet)])
    head = article_head(outlet, article, root)
    return document(f"{article.headline} - {outlet.name}", head, body, classes="single-post")


def index_page(outlet: Outlet, articles: Sequence[Article], page: int, pages: int, root: str) -> str:
    """A list of articles: the home page, a category, or the releases of a press room."""
    if outlet.kind == "press":
        listed = _releases(outlet, articles, root)
    else:
        listed = "\n".join(_module(outlet, article, root) for article in articles)
    body = f"{navigation(outlet, root)}\n<main>{listed}\n{_paging(outlet, page, pages, root)}</main>\n{footer(outlet)}"
    head = f'<link rel="alternate" type="application/rss+xml" href="{root}feed/">' if outlet.kind != "press" else ""
    return document(outlet.name, head, body, classes="archive")


def _module(outlet: Outlet, article: Article, root: str) -> str:
    day = article.published.astimezone(outlet.zone)
    link = f'<a href="{root}{article.path}" rel="bookmark">{wp_title(article)}</a>'
    stamp = f'datetime="{day.isoformat()}">{day:%B} {day.day}, {day.year}'
    return (
        '<div class="td_module_1 td_module_wrap td-animation-stack">'
        f'<h3 class="entry-title td-module-title">{link}</h3>'
        f'<div class="td-module-meta-info"><span class="td-post-author-name">{article.author}</span> '
        f'<time class="entry-date td-module-date" {stamp}</time></div></div>'
    )


def _releases(outlet: Outlet, articles: Sequence[Article], root: str) -> str:
    items = []
    for article in articles:
        day = article.published.astimezone(outlet.zone)
        link = f'<a class="headline" href="{root}{article.path}">{html.escape(article.headline, quote=False)}</a>'
        items.append(f'<li><time datetime="{day:%Y-%m-%d}">{day:%B} {day.day}, {day.year}</time> {link}</li>')
    return f'<h1>Press releases</h1><ul class="releases">{"".join(items)}</ul>'


def _paging(outlet: Outlet, page: int, pages: int, root: str) -> str:
    trails = {"olv": "category/daily-filming-locations/page/{}/", "press": "releases/page/{}/"}
    trail = trails.get(outlet.kind, "page/{}/")
    links = [f'<span class="current">{page}</span>']
    if page < pages:
        links.append(f'<a class="next" rel="next" href="{root}{trail.format(page + 1)}"><i>Next</i></a>')
    return f'<div class="page-nav td-pb-padding-side">{"".join(links)}</div>'
