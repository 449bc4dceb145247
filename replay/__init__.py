"""Real history as an embedded default: the 2013-2019 Netflix/Marvel slate, served by a small local site.

The facts are data (``newsreel.jsonl``, ``derived.jsonl``); the words are rendered from them; the site speaks as the
outlets' real sites do. Nothing in here is imported by the watcher itself, and nothing in here imports it.
"""
