"""Settings, paths, themes, and actions with their keys: TOML into typed values, every error with its file, line and key.

The reader process imports this before it paints, so nothing here imports more than it needs.
"""
