"""Violence against a cache: `make torture` kills what writes it at random moments, and soaks it with readers and refreshes."""
