"""The reader's face: the only room that imports Textual. It paints from the cache and asks the engine for everything else."""
