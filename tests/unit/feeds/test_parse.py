"""Feeds of every form, sound and damaged, read from bytes."""

from datetime import UTC, datetime

import pytest

from newstui.errors import FeedError, NotAFeed
from newstui.feeds.parse import parse_feed
from newstui.model.feeds import ParsedFeed
from newstui.model.safe_text import safe_text

URL = "https://news.example/feeds/all.xml"


def rss(items: str, *, channel: str = "", attributes: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" {attributes}><channel>'
        f"<title>The Paper</title><link>https://news.example/</link>{channel}{items}</channel></rss>"
    ).encode()


def item(title: str = "One", *, guid: str = "1", rest: str = "") -> str:
    return f'<item><title>{title}</title><guid isPermaLink="false">{guid}</guid>{rest}</item>'


def atom(entries: str, *, attributes: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>The Paper</title>{entries}</feed>'.encode()


def read(data: bytes) -> ParsedFeed:
    return parse_feed(data, url=URL)


def titles(feed: ParsedFeed) -> list[str]:
    return [entry.title for entry in feed.entries]


def test_rss_2() -> None:
    feed = read(
        rss(
            item(
                "Storm &amp; flood",
                rest="<link>/a/1?x=1&amp;y=2</link><pubDate>Mon, 02 Nov 2026 10:00:00 +0100</pubDate>"
                "<author>mia@news.example (Mia Holt)</author><category>Weather</category><category>Weather</category>"
                "<description>Short.</description><content:encoded><![CDATA[<p>Long <b>text</b>.</p>]]></content:encoded>"
                '<enclosure url="/a/1.mp3" type="audio/mpeg" length="77"/>',
            ),
            channel="<ttl>90</ttl><language>en-gb</language><description>News &amp;amp; views</description>",
        )
    )
    assert (feed.title, feed.format, feed.site_url) == ("The Paper", "rss 2.0", "https://news.example/")
    assert (feed.update_minutes, feed.language, feed.description) == (90, "en-gb", "News & views")
    entry = feed.entries[0]
    assert (entry.identity, entry.title, entry.author) == ("1", "Storm & flood", "Mia Holt")
    assert entry.url == "https://news.example/a/1?x=1&y=2"
    assert entry.published == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert (entry.content, entry.snippet) == ("<p>Long <b>text</b>.</p>", "Long text .")
    assert entry.categories == ("Weather",)
    assert (entry.enclosures[0].url, entry.enclosures[0].media_type, entry.enclosures[0].length) == (
        "https://news.example/a/1.mp3",
        "audio/mpeg",
        77,
    )


def test_rss_1_and_0_90() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="{}">'
    )
    channel = "<channel><title>The Paper</title><link>https://news.example/</link></channel>"
    story = '<item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1?s</link>{}</item></rdf:RDF>'
    feed = read(
        (rdf.format("http://purl.org/rss/1.0/") + channel + story.format("<dc:date>2026-11-02T10:00Z</dc:date>")).encode()
    )
    assert (feed.format, feed.title) == ("rss 1.0", "The Paper")
    assert (feed.entries[0].identity, feed.entries[0].url) == ("https://news.example/1", "https://news.example/1?s")
    assert feed.entries[0].published == datetime(2026, 11, 2, 10, tzinfo=UTC)
    old = read((rdf.format("http://my.netscape.com/rdf/simple/0.9/") + channel + story.format("")).encode())
    assert (old.format, titles(old)) == ("rss 0.90", ["One"])


def test_atom_1() -> None:
    feed = read(
        atom(
            '<link href="/"/><link rel="self" href="/feeds/all.xml"/><entry><id>tag:news.example,2026:1</id>'
            '<title type="html">&lt;b&gt;Big&lt;/b&gt; &amp;amp; small</title><link href="/1"/>'
            '<link rel="enclosure" href="/1.ogg" type="audio/ogg"/><updated>2026-11-03T00:00:00Z</updated>'
            "<published>2026-11-02T00:00:00Z</published><author><name>Mia Holt</name></author>"
            '<category term="w" label="Weather"/><summary>Short</summary>'
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long text</p></div></content></entry>'
        )
    )
    entry = feed.entries[0]
    assert (feed.format, feed.site_url, feed.self_url) == ("atom 1.0", "https://news.example/", URL)
    assert (entry.title, entry.url, entry.author, entry.categories) == (
        "Big & small",
        "https://news.example/1",
        "Mia Holt",
        ("Weather",),
    )
    assert (entry.published, entry.updated) == (datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 3, tzinfo=UTC))
    assert "<p>Long text</p>" in entry.content and "<content" not in entry.content
    assert entry.enclosures[0].url == "https://news.example/1.ogg"


def test_atom_0_3() -> None:
    feed = read(
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><entry><title>One</title><id>i</id>'
        b"<issued>2004-01-01T00:00:00Z</issued></entry></feed>"
    )
    assert (feed.format, titles(feed), feed.entries[0].published) == ("atom 0.3", ["One"], datetime(2004, 1, 1, tzinfo=UTC))


def test_xhtml_titles_are_read_whole() -> None:
    feed = read(
        atom(
            '<entry><id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">So <em>very</em> new</div>'
            "</title></entry>"
        )
    )
    assert titles(feed) == ["So very new"]


def test_atom_text_is_text() -> None:
    feed = read(
        atom('<entry><id>1</id><title>Why &lt;br&gt; matters</title><content type="text">1 &lt; 2 &amp; 3</content></entry>')
    )
    assert feed.entries[0].content == "1 &lt; 2 &amp; 3"
    assert feed.entries[0].snippet == "1 < 2 & 3"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("AT&amp;T grows", "AT&T grows"),
        ("AT&T grows", "AT&T grows"),
        ("Caf&eacute; opens", "Café opens"),
        ("&lt;b&gt;Big&lt;/b&gt; news", "Big news"),
        ("&amp;lt;i&amp;gt;Big&amp;lt;/i&amp;gt; news", "Big news"),
        ("It&amp;#8217;s here", "It’s here"),
        ("It&#146;s here", "It’s here"),
        ("<![CDATA[Rock & Roll]]>", "Rock & Roll"),
        ("<b>Big</b> news", "Big news"),
        ("3 &lt; 5 &gt; 4", "3 < 5 > 4"),
        ("Using the &lt;b&gt; element", "Using the <b> element"),
        ("  Two\n  lines ", "Two lines"),
        ("one<!-- hidden --> two", "one two"),
    ],
)
def test_titles_become_plain_text(written: str, read_as: str) -> None:
    assert titles(read(rss(item(written)))) == [read_as]


def test_titles_from_hostile_json_hold_nothing_for_the_terminal() -> None:
    feed = read(
        rb'{"version":"https://jsonfeed.org/version/1.1","title":"\u001b]0;owned\u0007Paper","items":[{"id":"1","title":'
        rb'"Big \u001b[31mred\u001b[0m \u202enews\u009b2J\ud800","content_text":"a\u0000b\u001b]52;c;ZXZpbA==\u0007",'
        rb'"authors":[{"name":"\u001b[1mMia"}],"tags":["\u001b[5mx"],"url":"https://news.example/\u001b[2J"}]}'
    )
    entry = feed.entries[0]
    for text in (feed.title, entry.title, entry.author, entry.snippet, entry.categories[0], entry.url):
        assert text is not None and text == safe_text(text) and "\x1b" not in text
    entry.content.encode()
    assert feed.title == "Paper"


def test_no_date_is_invented() -> None:
    feed = read(rss(item(guid="12") + item(guid="2") + item(guid="3", rest="<pubDate>10:30</pubDate>")))
    assert [entry.published for entry in feed.entries] == [None, None, None]


@pytest.mark.parametrize(
    "written",
    ["Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 +0000"],
)
def test_a_date_that_stands_for_none_is_none(written: str) -> None:
    dated = item(rest=f"<pubDate>{written}</pubDate>")
    slow = dated + item("<b>Two</b>", guid="2")  # which only the slow parser reads whole
    assert [entry.published for entry in (*read(rss(dated)).entries, *read(rss(slow)).entries)] == [None] * 3
    entry = f"<entry><id>urn:1</id><title>One</title><updated>{written}</updated></entry>"
    assert [(one.published, one.updated) for one in read(atom(entry)).entries] == [(None, None)]


def test_only_web_addresses_survive() -> None:
    links = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "mailto:a@b.example",
        "http://[broken",
        "http://a:99999999/",
    ]
    feed = read(rss("".join(item(guid=str(n), rest=f"<link>{link}</link>") for n, link in enumerate(links))))
    assert [entry.url for entry in feed.entries] == [None] * len(links)


@pytest.mark.parametrize(
    ("wish", "minutes"),
    [
        ("<ttl>90</ttl>", 90),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        ("<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 360),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 60),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        ("<ttl>0</ttl>", None),
    ],
)
def test_the_pace_that_a_feed_asks_for(wish: str, minutes: int | None) -> None:
    feed = read(rss(item(), channel=wish, attributes='xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'))
    assert feed.update_minutes == minutes


def test_a_port_of_any_length_is_kept() -> None:
    links = ["http://a.example:8080/x", "http://127.0.0.1:40431/a/1.html", "http://a.example:65535/"]
    feed = read(rss("".join(item(guid=str(n), rest=f"<link>{link}</link>") for n, link in enumerate(links))))
    assert [entry.url for entry in feed.entries] == links


def test_xml_base_is_heeded() -> None:
    entry = (
        '<entry xml:base="sub/"><id>1</id><title>One</title><link href="p"/>'
        '<content type="html">&lt;img src="i.png"&gt;</content></entry>'
    )
    feed = read(atom(entry, attributes='xml:base="https://other.example/top/"'))
    assert feed.entries[0].url == "https://other.example/top/sub/p"
    assert 'src="https://other.example/top/sub/i.png"' in feed.entries[0].content


# Identity


def test_identity_survives_a_new_title_and_link() -> None:
    before = read(rss(item("One", guid="g", rest="<link>/a</link>"))).entries[0]
    after = read(rss(item("One, corrected", guid="g", rest="<link>/b</link>"))).entries[0]
    assert before.identity == after.identity and before.title != after.title


def test_identity_is_the_same_by_either_parser() -> None:
    for guid in ("g 1", "https://news.example/?a=1&amp;b=2", "tag:x"):
        fast = read(rss(item("One", guid=guid))).entries[0]
        patient = read(rss(item("One <b>more</b>", guid=guid))).entries[0]
        assert fast.identity == patient.identity


def test_identity_without_guid_is_the_link_and_without_link_the_title() -> None:
    feed = read(rss("<item><title>A</title><link>/a</link></item><item><title>B</title></item><item><title>C</title></item>"))
    identities = [entry.identity for entry in feed.entries]
    assert identities[0] == "https://news.example/a"
    assert len(set(identities)) == 3
    again = read(rss("<item><title>B</title><description>other</description></item>"))
    assert again.entries[0].identity == identities[1]


def test_the_same_entry_twice_is_one() -> None:
    assert len(read(rss(item() + item())).entries) == 1


def test_one_guid_for_all_entries_still_gives_them_all() -> None:
    feed = read(rss(item("A", guid="x", rest="<link>/a</link>") + item("B", guid="x", rest="<link>/b</link>")))
    assert titles(feed) == ["A", "B"] and len({entry.identity for entry in feed.entries}) == 2


# Damage


def test_crossed_tags_lose_no_entry() -> None:
    assert titles(read(rss(item("One") + "<item><title>Two</b></title></item>" + item("Three", guid="3")))) == [
        "One",
        "Two",
        "Three",
    ]


def test_leading_junk_and_a_second_declaration_are_passed_over() -> None:
    assert titles(read(b"\n\n warning: x \n" + rss(item()))) == ["One"]


def test_control_characters_go() -> None:
    feed = read(rss(item("A\x01B") + item("ok", guid="2")))
    assert titles(feed) == ["AB", "ok"]


@pytest.mark.parametrize("reference", ["&#7;", "&#27;", "&#x1B;", "&#xD83D;", "&#xFFFF;", "&#1114112;", "&#x0;"])
def test_a_reference_to_no_character_takes_no_other_with_it(reference: str) -> None:
    link = "<link>https://x.example/?a=3&amp;b=4</link>"
    feed = read(rss(item(f"A{reference}B") + item("profit &amp;amp; loss, AT&amp;amp;T", guid="2", rest=link)))
    assert titles(feed) == ["AB", "profit & loss, AT&T"]
    assert feed.entries[1].url == "https://x.example/?a=3&b=4"
    assert feed.problems == ("References to control characters stood in the text.",)


def test_references_to_characters_stay() -> None:
    feed = read(rss(item("A&#9;&#13;&#8217;&#x1F600;&#65533;&#146;B")))
    assert titles(feed) == ["A ’😀\ufffd’B"] and feed.problems == ()


def test_entities_of_a_document_type_do_not_expand_or_reach_out() -> None:
    bomb = (
        b'<!DOCTYPE rss [<!ENTITY a "'
        + b"x" * 1000
        + b'"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    feed = read(b'<?xml version="1.0"?>' + bomb + rss(item("t &b; &f; u"))[21:])
    assert titles(feed) == ["t &b; &f; u"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"<!doctype html><html><body>Hello</body></html>", "HTML page"),
        (b"<html><head><title>rss</title></head><body><rss></rss></body></html>", "HTML page"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "OPML"),
        (b'{"hello": "world"}', "not a JSON Feed"),
        (b'{"items": ', "damaged"),
        (b"just words", "not a feed"),
        (b"\x00\xff\xfe\x00\x80" * 50, "not a feed"),
    ],
)
def test_what_is_no_feed_is_said_in_words(data: bytes, words: str) -> None:
    with pytest.raises(FeedError, match=words):
        read(data)


def test_deep_json_is_an_error_and_no_crash() -> None:
    with pytest.raises(FeedError):
        read(b'{"items":' + b"[" * 200_000)


def test_no_entries_is_a_feed() -> None:
    feed = read(rss(""))
    assert (feed.title, feed.entries) == ("The Paper", ())


def test_not_a_feed_is_a_feed_error() -> None:
    assert issubclass(NotAFeed, FeedError)


# Encodings


@pytest.mark.parametrize(
    ("declared", "content_type", "encoding"),
    [
        ("utf-8", None, "utf-8"),
        (None, None, "utf-8"),
        (None, None, "utf-8-sig"),
        ("utf-16", None, "utf-16"),
        (None, None, "utf-16-le"),
        (None, None, "utf-32-be"),
        ("iso-8859-1", None, "latin-1"),
        ("iso-8859-1", None, "cp1252"),
        ("windows-1252", None, "cp1252"),
        (None, "text/xml; charset=iso-8859-15", "iso-8859-15"),
        ("iso-8859-1", "text/xml; charset=utf-8", "utf-8"),
        ("utf-8", "text/xml; charset=iso-8859-1", "utf-8"),
        ("utf-8", None, "cp1252"),
        (None, None, "cp1252"),
        ("no-such-code", None, "cp1252"),
    ],
)
def test_western_encodings(declared: str | None, content_type: str | None, encoding: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = declaration + rss(item("Déjà vu à Orléans")).decode()[21:]
    feed = parse_feed(text.encode(encoding), url=URL, content_type=content_type)
    assert titles(feed) == ["Déjà vu à Orléans"]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("shift_jis", "日本の新聞は今日も読まれている"),
        ("gb2312", "今天的新闻都在这里"),
        ("big5", "今天的新聞都在這裡"),
        ("euc-kr", "오늘의 뉴스는 여기에 있다"),
        ("koi8-r", "Сегодняшние новости здесь"),
        ("windows-1251", "Сегодняшние новости здесь"),
        ("iso-8859-7", "Τα σημερινά νέα είναι εδώ"),
        ("iso-2022-jp", "日本の新聞"),
    ],
)
def test_declared_encodings_of_the_world(encoding: str, words: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + rss(item(words)).decode()[21:]
    assert titles(read(text.encode(encoding))) == [words]


def test_an_undeclared_cyrillic_feed_is_guessed() -> None:
    words = "Сегодня в столице открылась новая библиотека, сообщили городские власти"
    text = rss(item(words, rest=f"<description>{'Жители города давно ждали этого дня. ' * 20}</description>")).decode()[21:]
    assert titles(read(text.encode("windows-1251"))) == [words]


def test_a_stray_byte_spoils_only_itself() -> None:
    feed = read(
        rss(item("Café X"), channel="<description>Y</description>").replace(b"X", b"\xe9").replace(b"Y", "naïve".encode())
    )
    assert titles(feed) == ["Café é"]
    assert feed.problems
