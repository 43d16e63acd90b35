"""Panes that draw lines on demand. They know rows and lines, and neither the cache nor the engine."""
