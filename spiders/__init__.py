"""Fetching: what a source is asked, what it answered, and what its pages say.

Every kind of site is a *shape* (``spiders.shapes``): a pure object that knows which addresses to ask, what one answer
holds, and how a stored page is read into reports. One Scrapy spider (``spiders.base``) drives all of them. Shapes know
no Scrapy, so that stored pages can be read again anywhere. Nothing here decides what a production's status is.
"""
