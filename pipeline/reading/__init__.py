"""Text in, reports out: the words of listings, articles and interviews as typed statements.

``read`` is the only way in. It is pure: no network, no database, no clock.
"""
