"""Commands over one text: read and analyze."""

import sys
from datetime import datetime
from pathlib import Path
from subprocess import DEVNULL

import click
from msgspec.structs import replace

from newstui.cli import options
from newstui.cli.analysing import AnalysedFiles, load_model
from newstui.cli.completion import entry_numbers_or_files
from newstui.cli.context import Context
from newstui.cli.files import PAGES, STDIN, STDIN_NAME, TEXTS, read_source
from newstui.cli.output import complain, say, say_json
from newstui.config.log_file import log_to_stderr
from newstui.errors import AnalysisError, ExtractionError, NewstuiError, WorkerError
from newstui.model.analysis import Analysis, Quotation, QuotationKind, Strength
from newstui.model.articles import Article, ArticleOrigin, ExtractedArticle, as_of_feed
from newstui.model.lists import EntryRow, FeedContent
from newstui.model.safe_text import safe_text
from newstui.model.spans import OffsetMap, Spans, TextSpan

MOST_DIGITS = 18
"""Of an entry's number, as the cache keeps it."""
TITLE_CHARACTERS = 200


@click.command("read", short_help="Print an article: an address, a file, or an entry's number.")
@click.argument("what", metavar="URL|FILE|ENTRY", shell_complete=entry_numbers_or_files)
@click.option("--plain", "form", flag_value="plain", help="Plain text, one thing after the other: for pipes and screen readers.")
@click.option("--markdown", "form", flag_value="markdown", help="Markdown.")
@click.option("--json", "form", flag_value="json", help="One JSON line with text, metadata and the analysis.")
@options.stances
@click.pass_obj
def read_command(context: Context, what: str, form: str | None, stances: bool) -> None:
    """Print an article with who said what. Without an option: with colours, where it goes to a terminal. - is standard input.

    \b
    Examples:
      newstui read https://example.org/news/1.html
      newstui read 42 --plain | less
      newstui read page.html --markdown
      newstui read - < article.txt
    """
    article, analysis = _article(context, what)
    if form == "json":
        say_json(_as_json(article, analysis))
    elif form == "markdown":
        from newstui.rendering.markdown import markdown_text

        say(markdown_text(article, analysis, stances=stances).rstrip("\n"))
    elif form == "plain" or not sys.stdout.isatty():
        from newstui.rendering.plain import plain_text

        say(plain_text(article, analysis, stances=stances).rstrip("\n"))
    else:
        from newstui.cli.painting import paint

        paint(article, analysis, context.usable_settings(), context.paths, stances=stances)


def _article(context: Context, what: str) -> tuple[Article, Analysis | None]:
    """The article and its analysis, from the cache where it is there. Raises NewstuiError."""
    if what.isdecimal():
        if len(what) > MOST_DIGITS:
            raise no_entry(what)
        return _from_cache(context, int(what))
    path = Path(what)
    if what == STDIN or ("://" not in what and (path.exists() or _looks_like_a_file(what))):
        return _from_file(what)
    if "." not in what and "/" not in what and ":" not in what:
        raise NewstuiError(f"There is no file {safe_text(what)}, and it is neither an address nor an entry's number.")
    return _from_address(context, what)


def no_entry(number: str) -> NewstuiError:
    """What is said of a number that no entry has."""
    return NewstuiError(f"There is no entry {number}.", hint="newstui list shows them with their numbers.")


def _looks_like_a_file(what: str) -> bool:
    return what.startswith(("/", "./", "../", "~")) or ("/" not in what and Path(what).suffix.lower() in PAGES | TEXTS)


def _from_cache(context: Context, entry_id: int) -> tuple[Article, Analysis | None]:
    from newstui.storage.failures import is_sealed

    with context.cache() as cache:
        entry, article = cache.entries.get(entry_id), cache.articles.get(entry_id)
        analysis = cache.analyses.get(entry_id)
        feed = cache.feeds.get(entry.feed_id) if entry is not None else None
        content = cache.entries.content(entry_id) if article is None else None
        published = cache.entries.published(entry_id)
    if entry is None:
        raise no_entry(str(entry_id))
    if article is not None and analysis is not None:
        return as_of_feed(article, feed), analysis
    if is_sealed(context.paths.database):
        article, analysis = _unstored(context, entry, article, content, published)
        return as_of_feed(article, feed), analysis
    from newstui.cli.running import run_services
    from newstui.services.kit import Services

    async def work(services: Services) -> tuple[Article | None, Analysis | None, str]:
        outcome = await services.articles.fetch(entry_id)
        try:
            await services.analyst.analyse(entry_id)
        except (AnalysisError, WorkerError) as error:
            complain(f"Its quotations could not be found: {error}")
        return services.cache.articles.get(entry_id), services.cache.analyses.get(entry_id), outcome.error

    article, analysis, why = run_services(context, work)
    if article is None:
        raise ExtractionError(f"“{entry.title}” has no text: neither its page nor its feed gives one. {why}")
    return as_of_feed(article, feed), analysis


def _unstored(
    context: Context, entry: EntryRow, article: Article | None, content: FeedContent | None, published: datetime | None
) -> tuple[Article, Analysis | None]:
    """From a cache that cannot be written: what is there of the article, or else the feed's own text, read for this once."""
    from newstui.cli.running import run
    from newstui.engine.workers import ParserProcess
    from newstui.services.analyse_text import analyse

    if article is not None:
        return article, analyse(article.document, load_model())
    if content is None or not content.html.strip():
        raise ExtractionError(f"“{entry.title}” is not downloaded, and the cache is read-only: its page cannot be kept.")

    async def work() -> ExtractedArticle:
        parser = ParserProcess(sys.stderr if context.verbose else DEVNULL)
        try:
            return await parser.convert_content(content.html, entry.title, entry.url or "", entry.author, published)
        finally:
            await parser.close()

    article, analysis = _analysed(run(work()), entry.url or "", ArticleOrigin.FEED)
    return replace(article, entry_id=entry.id, note="The cache is read-only, so the page was not fetched."), analysis


def _from_address(context: Context, address: str) -> tuple[Article, Analysis | None]:
    from newstui.bootstrap import open_fetcher
    from newstui.cli.running import run
    from newstui.engine.workers import ParserProcess
    from newstui.model.articles import PAGE_BYTES_MAX
    from newstui.reading.addresses import typed_address
    from newstui.services.fetch_article import ACCEPT
    from newstui.services.subscribe import without_password

    url = typed_address(address)
    settings = context.settings

    async def work() -> ExtractedArticle:  # without a cache: nothing of it is kept
        fetcher = open_fetcher(context.paths, settings)
        parser = ParserProcess(sys.stderr if context.verbose else DEVNULL)
        try:
            answer = await fetcher.get(url, accept=ACCEPT, max_bytes=PAGE_BYTES_MAX, allow_private=True)
            return await parser.extract_page(answer.body, without_password(answer.url), answer.content_type)
        finally:
            await parser.close()
            await fetcher.close()

    if context.verbose:
        log_to_stderr()
    found = run(work())
    return _analysed(found, without_password(url), ArticleOrigin.PAGE)


def _from_file(what: str) -> tuple[Article, Analysis | None]:
    source = read_source(Path(what))
    found, _ = source.article()
    if not source.page:
        if not found.document.text.strip():
            raise ExtractionError(f"{STDIN_NAME if what == STDIN else what} is empty.")
        first = found.document.text.strip().split("\n", 1)[0]
        found = replace(found, title=safe_text(first[:TITLE_CHARACTERS]))
    return _analysed(found, source.uri, ArticleOrigin.FILE)


def _analysed(found: ExtractedArticle, url: str, origin: ArticleOrigin) -> tuple[Article, Analysis | None]:
    from newstui.services.analyse_text import analyse
    from newstui.services.clock import utc_now

    article = Article(
        entry_id=0,
        origin=origin,
        url=found.url or url,
        title=found.title,
        document=found.document,
        stored_at=utc_now(),
        byline=found.byline,
        outlet=found.outlet,
        published=found.published,
        language=found.language,
    )
    return article, analyse(found.document, load_model())


def _as_json(article: Article, analysis: Analysis | None) -> dict[str, object]:
    identity = OffsetMap.identity(len(article.document.text))
    return {
        "entry": article.entry_id or None,
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "published": article.published,
        "language": article.language,
        "url": article.url,
        "origin": article.origin,
        "note": article.note or None,
        "text": article.document.text,
        "markdown": article.document.markdown,
        **(analysis_json(analysis, identity) if analysis else {"quotes": None, "entities": None}),
    }


@click.command("analyze", short_help="Find who said what in text or HTML files.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON line a file, with offsets into the file's own text.")
@click.option("--explain", is_flag=True, help="For each attribution the rule that found it, and the evidence.")
@click.pass_obj
def analyze_command(context: Context, files: tuple[Path, ...], as_json: bool, explain: bool) -> int:
    """Find the quotations, their sources and the names in each FILE: a text, or an HTML page's article; - is standard input.

    Offsets are code points, ends exclusive: for a text file into that very file, for a page into its extracted text.

    \b
    Examples:
      newstui analyze article.txt
      newstui analyze --explain article.txt
      curl -s https://example.org/news/1.html | newstui analyze -
      newstui analyze *.txt --json > who-said-what.jsonl
    """
    analysed = AnalysedFiles(files)
    for source, article, offsets, analysis in analysed:
        if as_json:
            say_json({"doc": safe_text(source.stem), "file": safe_text(source.name), **analysis_json(analysis, offsets)})
        else:
            _tell(source.name, article.document.text, analysis, explain=explain)
    return 1 if analysed.failed else 0


def analysis_json(analysis: Analysis, offsets: OffsetMap) -> dict[str, object]:
    """An analysis as `analyze --json` prints it, its spans led back through `offsets`."""

    def spans(found: Spans) -> list[TextSpan] | None:
        return [offsets.span(span) for span in found] or None

    return {
        "quotes": [
            {
                "kind": quotation.kind,
                "content": spans(quotation.content) or [],
                "source": spans(quotation.source),
                "cue": spans(quotation.cue),
                "speaker": quotation.speaker,
                "via": quotation.via,
                "addressee": quotation.addressee,
                "hedged": quotation.hedged,
                "denied": quotation.denied,
                "strength": quotation.strength,
                "confidence": round(quotation.confidence, 3),
                "reason": quotation.reason or None,
                "rule": quotation.rule or None,
            }
            for quotation in analysis.quotations
        ],
        "entities": [
            {"name": entity.name, "type": entity.type, "mentions": spans(entity.mentions) or []} for entity in analysis.entities
        ],
        "reduced": analysis.reduced,
        "language": analysis.language,
    }


def _tell(name: str, text: str, analysis: Analysis, *, explain: bool) -> None:
    from newstui.model.numbers import counted
    from newstui.rendering.plain import attribution

    say(f"{safe_text(name)}: {counted(len(analysis.quotations), 'attribution')}, {counted(len(analysis.entities), 'name')}")
    if analysis.reduced:
        say(f"      {reduced_reason(analysis)}")
    for number, quotation in enumerate(analysis.quotations, 1):
        say(f"{number:>4}  {attribution(quotation, text)}")
        if explain:
            for line in explanation(quotation, text):
                say(f"        {line}")
    for entity in analysis.entities:
        say(f"      {entity.type.lower():<7} {entity.name} ({len(entity.mentions)})")


def reduced_reason(analysis: Analysis) -> str:
    """Why an analysis is a reduced one, for the reader."""
    if analysis.language == "en":
        return "Reduced analysis: the language model is not there, so speakers are only looked for beside quotation marks."
    return f"Reduced analysis: the text is not in English ({analysis.language}), so quotations are shown without their speakers."


def explanation(quotation: Quotation, text: str) -> list[str]:
    """The rule that found an attribution, and the evidence, a line each."""

    def words(spans: Spans) -> str:
        return " … ".join(f"“{safe_text(span.of(text))}” at {span.start}-{span.end}" for span in spans)

    lines = [f"rule: {quotation.rule or 'not recorded'}; strength: {quotation.strength}"]
    if quotation.cue:
        lines.append(f"cue: {words(quotation.cue)}")
    if quotation.source:
        lines.append(f"source: {words(quotation.source)}")
    if quotation.kind is QuotationKind.HEDGE:
        lines.append("speaker: nobody is named; the cue says that the claim is not vouched for")
    elif quotation.speaker:
        lines.append(f"speaker: {quotation.speaker}, {quotation.confidence:.0%} sure: {quotation.reason}")
    else:
        lines.append(f"speaker: not resolved ({quotation.confidence:.0%} sure): {quotation.reason or 'no source is given'}")
    if quotation.denied:
        lines.append("denied: by the cue, the source does not stand for the content")
    if quotation.strength is Strength.STANCE:
        lines.append("a stance: thought, wanted or done rather than said, so it is highlighted on request only")
    return lines
