"""What the reader process does with the cache: it reads lists, articles and searches, and writes the reader's own decisions."""
