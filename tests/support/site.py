"""A small news site for tests: a feed of two articles, served by a real server. All of it invented."""

from support.web_server import Answer, WebServer

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Tidewater Gazette</title><link>{base}/</link><description>News</description>
<item><title>Council delays barrier vote</title><link>{base}/barrier.html</link><guid isPermaLink="false">tg-1</guid>
<pubDate>Mon, 02 Nov 2026 09:30:00 GMT</pubDate><description>The council put off its vote.</description></item>
<item><title>Ferry line adds a night boat</title><link>{base}/ferry.html</link><guid isPermaLink="false">tg-2</guid>
<pubDate>Sun, 01 Nov 2026 18:00:00 GMT</pubDate><description>A boat at midnight.</description></item>
</channel></rss>"""

PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title} | Tidewater Gazette</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Tidewater Gazette">
<meta name="author" content="Hanne Orlo"><link rel="alternate" type="application/rss+xml" href="/feed.xml">
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{title}</h1>
<p>The harbour council of Tidewater put off its vote on the new flood barrier on Monday, after three hours of debate in a hall
that was full to the last seat and a petition signed by four thousand people.</p>
<p>“We cannot build a wall that nobody has paid for,” said Mayor Ilse Marant, who leads the council. “The money has to come
first.”</p>
<p>According to the Port Authority, the barrier would cost 40 million crowns and take six years to build, two years longer than
the engineers had promised when the plan was first shown to the public.</p>
<p>Otto Brenk, the harbour master, denied that the delay would put ships at risk. He said the old barrier would hold for another
ten winters, whatever the newspapers wrote about it.</p>
<p>The council meets again in December, when the first figures of the new survey of the sea bed are expected to be ready and can
be compared with those of the last century.</p>
</article><footer>Copyright Tidewater Gazette</footer></body></html>"""


def serve_site(web: WebServer) -> str:
    """Put the site on a server; its feed's address."""
    base = web.url("").rstrip("/")
    web.pages["/feed.xml"] = Answer(FEED.format(base=base).encode(), content_type="application/rss+xml", etag='"1"')
    web.pages["/barrier.html"] = Answer(PAGE.format(title="Council delays barrier vote").encode())
    web.pages["/ferry.html"] = Answer(PAGE.format(title="Ferry line adds a night boat").encode())
    return web.url("/feed.xml")
