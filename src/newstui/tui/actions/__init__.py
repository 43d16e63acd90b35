"""What the actions of the registry do, one file a thought. Each group holds the reader screen and acts on it."""
