"""The command line: one click command a verb. Each imports its world inside, so that a light command stays light."""
