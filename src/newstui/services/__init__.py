"""What newstui can do, one verb a file: the engine and the command line both run these."""
