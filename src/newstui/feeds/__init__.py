"""Feeds, pure: bytes in, values out. Parsing, discovery, lists of subscriptions, and what an answer changes."""
