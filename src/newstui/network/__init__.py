"""The network: the only room that imports httpx. One fetcher, bounded in time, bytes, redirects and connections."""
