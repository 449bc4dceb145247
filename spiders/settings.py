"""Scrapy's settings, each with its reason. What costs time at every start and is not used is off."""

from __future__ import annotations

BOT_NAME = "slatewatch"
SPIDER_MODULES = ["spiders.base"]

# What may run beside a crawl
REMOTE_CONTROL_ENABLED = False  # would run any code that is sent to a local port; on by default since 2.19
TELNETCONSOLE_ENABLED = False  # the same, older
EXTENSIONS_BASE = {"scrapy.extensions.closespider.CloseSpider": 0}  # statistics, mail, memory: we count for ourselves
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"  # the run's row is the truth, not Scrapy's statistics
DOWNLOADER_STATS = False
LOG_LEVEL = "ERROR"
LOG_VERSIONS: list[str] = []

# Being a good guest
ROBOTSTXT_OBEY = False  # Scrapy's own ignores the status of robots.txt and Crawl-delay: spiders.robots replaces it
CONCURRENT_REQUESTS = 1  # one at a time per source, and (spiders.politeness) one at a time per host over all sources
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 0  # spiders.politeness keeps the delay, over all spiders of the process
DOWNLOAD_DELAY_JITTER = 0
AUTOTHROTTLE_ENABLED = False  # wears a Crawl-delay down; fixed delays are enough for a few small sources
COOKIES_ENABLED = False  # nobody is logged in anywhere
REDIRECT_ENABLED = False  # the spider follows redirects itself: within the site only
RETRY_ENABLED = False  # the spider retries once itself, and heeds Retry-After
REFERER_ENABLED = False  # where we found a link is nobody's business

# Being safe from what is fetched
DOWNLOAD_VERIFY_CERTIFICATES = True  # off by default
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 8 * 2**20  # bytes on the wire, and after decompression
DOWNLOAD_WARNSIZE = 0
CLOSESPIDER_TIMEOUT = 3600  # seconds; a source that takes longer is cut off and says so
CLOSESPIDER_ERRORCOUNT = 20
HTTPCACHE_ENABLED = False  # its freshness rules can skip requests, and hide outages; validators are in our database

DOWNLOAD_HANDLERS_BASE = {
    "http": "spiders.politeness.PoliteHandler",
    "https": "spiders.politeness.PoliteHandler",
}  # no ftp, file, data or s3
DOWNLOADER_MIDDLEWARES_BASE = {
    "spiders.guard.Guard": 10,
    "spiders.robots.Robots": 20,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,  # with its bound on bombs
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}  # every answer is judged by the spider, also 404 and 500
ITEM_PIPELINES = {"pipeline.collect.Collect": 100}
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the spider knows what it asked for
