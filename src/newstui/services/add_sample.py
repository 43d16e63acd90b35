"""Put the packaged sample edition into the cache: a feed like any other, but from this package, not from a network."""

from newstui.entities.linking import link
from newstui.feeds.decisions import decide
from newstui.model.events import AnalysisStored, SubscriptionsChanged
from newstui.model.feeds import SAMPLE_URL, Feed, Validators
from newstui.model.hashing import text_hash
from newstui.model.lists import Scope, Sort
from newstui.sample import sample_analyses, sample_feed
from newstui.services.clock import utc_now
from newstui.services.fetch_article import ArticleFetcher
from newstui.services.ports import Emit, Parser
from newstui.storage.database import Database


async def add_sample(cache: Database, parser: Parser, articles: ArticleFetcher, *, emit: Emit) -> Feed:
    """Subscribe to the sample edition and bring all its articles into the cache, with who says what in them."""
    parsed = await parser.parse_feed(sample_feed(), SAMPLE_URL, "application/rss+xml")
    now = utc_now()
    with cache.write():
        feed = cache.feeds.add(SAMPLE_URL, feed_title=parsed.title, local=True)
        known = cache.entries.known(feed.id, [entry.identity for entry in parsed.entries])
        cache.entries.apply(feed.id, decide(parsed.entries, known), now)
        cache.feeds.record_success(
            feed.id,
            at=now,
            validators=Validators(),
            due_at=None,
            feed_title=parsed.title,
            site_url=None,
            update_minutes=None,
            changed=True,
        )
    emit(SubscriptionsChanged(feed.id))
    analyses = sample_analyses()
    for entry in cache.lists.page(Scope(feed_id=feed.id), Sort.DATE, limit=len(parsed.entries)):
        await articles.fetch(entry.id)
        article = cache.articles.get(entry.id)
        analysis = analyses.get(text_hash(article.document.text)) if article is not None else None
        if analysis is not None and cache.analyses.get(entry.id) is None and cache.analyses.store(entry.id, analysis, link):
            emit(AnalysisStored(entry.id, first=True))
    return feed
