"""The words of newstui as frozen values: what feeds, articles, quotations and entities are. Imports nothing of the house."""
