"""The engine: the process that fetches, parses, extracts, analyses and indexes, and its workers."""
