"""The cache: one SQLite file. The only room that imports sqlite3."""
