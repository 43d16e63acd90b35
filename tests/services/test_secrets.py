"""Passwords and keys of feeds: sent where they belong, and in no file, message, export, log or process list besides."""

import asyncio
import base64
import json
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newstui.bootstrap import open_fetcher
from newstui.config.paths import find_paths
from newstui.config.secret_entries import SecretEntry
from newstui.config.secrets import SecretStore
from newstui.config.settings import Settings
from newstui.engine.protocol import Wake
from newstui.errors import ConfigError, NetworkError
from newstui.model.credentials import Credential, CredentialKind, split_address
from newstui.model.wishes import WishKind
from newstui.storage.database import Database
from support.command_line import CommandLine
from support.digest import Digested
from support.engine_process import EngineProcess
from support.newsroom import fill
from support.reader_app import reading
from support.waiting import wait_until
from support.web_server import Answer, Request, WebServer

PASSWORD, TOKEN, KEY = "pl4nted-Passw0rd-of-ada", "pl4nted-T0ken-9f3e77aa", "pl4nted/K3y+4c1d0b"
USER = "ada"


def feed(web: WebServer, name: str, query: str = "") -> bytes:
    """A feed whose server puts what it was asked with into its links, as some do."""
    pages = [web.url(f"/{name}/page-{n}") for n in range(3)]
    links = "".join(
        f"<item><guid>{name}-{n}</guid><title>{name} {n}</title><link>{page}?{query}&amp;n={n}</link></item>"
        for n, page in enumerate(pages)
    )
    own = f"<link>{web.url(f'/{name}/')}?{query}</link>"
    return f"<rss version='2.0'><channel><title>{name}</title>{own}{links}</channel></rss>".encode()


def guarded(web: WebServer) -> None:
    """Three feeds that answer only who brings what they ask for; one of them fails after that, one moves."""
    basic = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    def with_basic(request: Request) -> Answer:
        if request.headers.get("authorization") != basic:
            return Answer(b"", 401)
        told = f"<description>Welcome, your password is {PASSWORD}</description>".encode()
        body = feed(web, "basic").replace(b"</title><link>", b"</title>" + told + b"<link>")
        return Answer(body, content_type="application/rss+xml", etag=f'"{basic}"')

    def with_bearer(request: Request) -> Answer:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return Answer(b"", 401)
        return Answer(feed(web, "bearer") + TOKEN.encode(), content_type="application/rss+xml", etag=f'"/feed/{TOKEN}"')

    web.pages["/basic/feed"] = with_basic
    web.pages["/bearer/feed"] = with_bearer
    quoted = "pl4nted%2FK3y%2B4c1d0b"
    web.pages[f"/query/old?v=1&key={quoted}"] = Answer.redirect(f"/query/feed?v=1&key={quoted}", status=301)
    web.pages[f"/query/feed?v=1&key={quoted}"] = Answer(
        feed(web, "query", f"key={quoted}"), content_type="application/rss+xml", etag=f'"/query/feed?key={quoted}"'
    )
    web.pages[f"/query/broken?key={quoted}"] = Answer(b"", 500)


def tell(newstui: CommandLine, secret: str, *arguments: str) -> str:
    """Give a command a secret on its standard input."""
    outcome = newstui(*arguments, stdin=secret)
    assert outcome.status == 0, outcome.err
    return outcome.out + outcome.err


def test_planted_secrets_are_sent_and_are_nowhere_else(newstui: CommandLine, tmp_path: Path) -> None:
    with WebServer() as web:
        guarded(web)
        said = []
        outcome = newstui("add", f"http://{USER}:{PASSWORD}@127.0.0.1:{web.port}/basic/feed")
        assert outcome.status == 0 and "secrets.toml" in outcome.err, outcome.err
        said += [outcome.out, outcome.err]
        said.append(tell(newstui, TOKEN, "secret", web.url("/bearer/"), "--bearer"))
        said.append(tell(newstui, KEY, "secret", web.url("/query/"), "--query", "key"))
        for path in ("/bearer/feed", "/query/old?v=1"):
            outcome = newstui("add", web.url(path))
            assert outcome.status == 0, outcome.err
            said += [outcome.out, outcome.err]
        urls = tmp_path / "urls"
        urls.write_text(f"http://{USER}:{PASSWORD}@127.0.0.1:{web.port}/basic/broken\n")
        files = str(tmp_path / "out.opml"), str(tmp_path / "copy.db")
        for arguments in (
            ("import", str(urls)), ("add", web.url("/query/broken")), ("refresh",), ("refresh", "--json"),
            ("--verbose", "refresh"), ("prefetch",), ("list", "--json"), ("list", "--feeds"), ("secret",),
            ("doctor", "--offline", "--json"), ("cache", "--json"), ("export", files[0]), ("backup", files[1]), ("config",),
        ):  # fmt: skip
            outcome = newstui(*arguments)
            said += [outcome.out, outcome.err]
            assert "Traceback" not in outcome.err
        entries = [json.loads(line) for line in newstui("list", "--json").out.splitlines()]
        assert {entry["title"] for entry in entries} >= {"basic 0", "bearer 0", "query 0"}
        links = [entry["link"] for entry in entries if entry["title"] == "query 1"]
        assert links == [web.url("/query/page-1?n=1")]
        for name, secret in (("password", PASSWORD), ("token", TOKEN), ("key", KEY)):
            for form in forms_of(secret):
                assert not any(form in text.encode() for text in said), f"the {name} was said"
                for place in (*newstui.data_dir.rglob("*"), *map(Path, files)):
                    if place.is_file() and place.name != "secrets.toml":
                        assert form not in place.read_bytes(), f"the {name} is in {place.name}"
    secrets = newstui.config_file.with_name("secrets.toml")
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert PASSWORD in secrets.read_text()


def forms_of(secret: str) -> set[bytes]:
    """A secret as it may be written."""
    quoted = secret.replace("/", "%2F").replace("+", "%2B")
    return {form.encode() for form in (secret, quoted, base64.b64encode(f"{USER}:{secret}".encode()).decode())}


def test_the_engine_and_its_workers_tell_no_secret(newstui: CommandLine) -> None:
    """Not up the pipe, in a log of every level, a wish, an error, a process list or environment, nor in what they store."""
    newstui.config_file.write_text('[log]\nlevel = "debug"\n[feeds]\nrefresh_minutes = 0\n')
    seen = b""
    with WebServer() as web:
        guarded(web)
        pair, quoted = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode(), "pl4nted%2FK3y%2B4c1d0b"
        for path, echoed in (
            ("/basic/page-0?&n=0", pair),
            ("/bearer/page-0?&n=0", TOKEN),
            (f"/query/page-0?n=0&key={quoted}", quoted),
        ):
            told = f"<h1>Oops</h1><p>You sent “{echoed}”, and that is told. {'The quay will hold. ' * 60}</p>"
            web.pages[path] = web.pages[path.replace("?&", "?")] = Answer(told.encode())
        tell(newstui, PASSWORD, "secret", web.url("/basic/"), "--basic", USER)
        tell(newstui, TOKEN, "secret", web.url("/bearer/"), "--bearer")
        tell(newstui, KEY, "secret", web.url("/query/"), "--query", "key")
        with Database.open(newstui.data_dir / "newstui.db") as db:
            for path in ("/basic/feed", "/basic/broken", "/bearer/feed", "/query/old?v=1", "/query/broken"):
                db.feeds.add(web.url(path))
            for kind, payload in ((WishKind.REFRESH, {}), (WishKind.PREFETCH, {"limit": 9})):
                db.wishes.add(kind, payload, datetime.now(UTC))
        with EngineProcess(newstui.data_dir) as engine:
            engine.send(Wake())
            with Database.open(newstui.data_dir / "newstui.db", read_only=True) as db:
                wait_until(lambda: not db.wishes.all())
            for pid in (engine.process.pid, *engine.children()):
                seen += Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
            engine.close_pipe()
            seen += engine.said
        assert {request.path.split("?")[0] for request in web.requests} >= {"/basic/page-0", "/bearer/page-0", "/query/page-0"}
        with Database.open(newstui.data_dir / "newstui.db") as db:
            assert db.statistics.contents().articles >= 3
            seen += "".join(article.document.text for n in range(1, 20) if (article := db.articles.get(n))).encode()
    log = (newstui.data_dir / "newstui.log").read_text() + (newstui.data_dir / "engine.log").read_text()
    assert "DEBUG" in log or "INFO" in log
    assert not any(words in log for words in ("The quay will hold", "basic 0", "bearer 1", "/page-0", "Oops")), log
    for secret in (PASSWORD, TOKEN, KEY):
        for form in forms_of(secret):
            assert form not in seen
            for place in newstui.data_dir.rglob("*"):
                if place.is_file() and place.name != "secrets.toml":
                    assert form not in place.read_bytes(), f"{secret} is in {place.name}"


def test_a_secret_goes_to_its_own_address_only(newstui: CommandLine) -> None:
    with WebServer() as own, WebServer() as other:
        own.pages["/feed"] = Answer.redirect(other.url("/feed"))
        own.pages["/private-too/feed"] = Answer(feed(own, "x"))
        other.pages["/feed"] = Answer(feed(other, "x"), content_type="application/rss+xml")
        tell(newstui, TOKEN, "secret", own.url("/feed"), "--bearer")
        assert newstui("add", own.url("/feed")).status == 0
        assert own.requests[0].headers["authorization"] == f"Bearer {TOKEN}"
        assert all("authorization" not in request.headers for request in other.requests)
        newstui("add", own.url("/private-too/feed"))
        assert "authorization" not in own.requests[-1].headers


def test_a_command_gives_the_secret_and_its_process_list_shows_none(newstui: CommandLine, tmp_path: Path) -> None:
    helper = tmp_path / "helper"
    helper.write_text(f"#!/bin/sh\nps ax -o args > {tmp_path}/processes 2>/dev/null || true\necho {TOKEN}\necho more\n")
    helper.chmod(0o700)
    with WebServer() as web:
        guarded(web)
        assert newstui("secret", web.url("/bearer/"), "--bearer", "--command", str(helper)).status == 0
        assert newstui("add", web.url("/bearer/feed")).status == 0
        assert newstui("list", "--json").out
    assert TOKEN not in newstui.config_file.with_name("secrets.toml").read_text()
    if (tmp_path / "processes").exists():
        assert TOKEN not in (tmp_path / "processes").read_text()


async def test_a_slow_command_is_run_once_and_holds_up_no_other_feed(tmp_path: Path) -> None:
    gate, runs, helper = tmp_path / "gate", tmp_path / "runs", tmp_path / "helper"
    os.mkfifo(gate)
    helper.write_text(f"#!/bin/sh\necho run >> {runs}\ncat {gate} > /dev/null\nexit 1\n")
    helper.chmod(0o700)
    paths = find_paths(data_dir=tmp_path, config_file=tmp_path / "config.toml")
    store = SecretStore(paths.secrets_file)
    fetcher = open_fetcher(paths, Settings())
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(1))
    with WebServer() as web:
        store.keep(SecretEntry(web.url("/slow/"), CredentialKind.BEARER, command=(str(helper),)))
        store.keep(SecretEntry(web.url("/file/"), CredentialKind.BEARER, secret=TOKEN))
        web.pages["/file/feed"] = web.pages["/open/feed"] = Answer(b"news")

        async def get(path: str) -> bytes:
            url = web.url(path, host="localhost") if "open" in path else web.url(path)
            return (await fetcher.get(url, accept="*/*", max_bytes=1000, allow_private=True)).body

        slow = [asyncio.create_task(get(f"/slow/{n}")) for n in range(8)]
        await asyncio.to_thread(wait_until, runs.exists)
        slow[0].cancel()
        assert [await get("/open/feed"), await get("/file/feed")] == [b"news"] * 2
        gate.write_bytes(b"")
        ends = await asyncio.gather(*slow, return_exceptions=True)
    await fetcher.close()
    assert [type(end) for end in ends] == [asyncio.CancelledError, *[NetworkError] * 7]
    assert runs.read_text() == "run\n"


async def test_a_server_that_wants_a_digest_is_sent_the_password_once(tmp_path: Path) -> None:
    paths = find_paths(data_dir=tmp_path, config_file=tmp_path / "config.toml")
    fetcher = open_fetcher(paths, Settings())
    with WebServer() as web:
        web.pages["/feed"] = Digested(USER, PASSWORD)
        SecretStore(paths.secrets_file).keep(SecretEntry(web.url("/"), CredentialKind.BASIC, USER, PASSWORD))
        for _ in range(5):
            await fetcher.get(web.url("/feed"), accept="*/*", max_bytes=1000, allow_private=True)
        sent = [request.headers["authorization"].split()[0] for request in web.requests]
    await fetcher.close()
    assert sent.count("Basic") == 1 and set(sent) == {"Basic", "Digest"}


@pytest.mark.parametrize(
    ("command", "words"),
    [(("no-such-helper",), "is not there"), (("false",), "gave none"), (("true",), "gave none")],
)
def test_a_command_that_fails_is_named(tmp_path: Path, command: tuple[str, ...], words: str) -> None:
    store = SecretStore(tmp_path / "secrets.toml")
    store.keep(SecretEntry("https://news.example/", CredentialKind.BEARER, command=command))
    with pytest.raises(ConfigError, match=words):
        store.lookup("https://news.example/feed")


def test_a_file_that_others_can_read_is_refused_and_mistakes_quote_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text(f'["https://news.example/"]\nsend = "basic"\nname = "ada"\nsecret = "{PASSWORD}"\n')
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        SecretStore(path).lookup("https://news.example/feed")
    path.chmod(0o600)
    found = SecretStore(path).lookup("https://news.example/feed")
    assert found is not None and found.secret == PASSWORD and PASSWORD not in repr(found)
    for wrong in (
        f'send = "{PASSWORD}"',
        f'send = "basic"\nsecret = "{PASSWORD}"',
        f'send = "bearer"\nsecret = "{PASSWORD}"\nkeyring = true',
    ):
        path.write_text(f'["https://news.example/"]\n{wrong}\n')
        with pytest.raises(ConfigError) as caught:
            SecretStore(path).lookup("https://news.example/feed")
        assert PASSWORD not in str(caught.value) and "secrets.toml:1" in str(caught.value)


def test_the_longest_address_that_fits_wins(tmp_path: Path) -> None:
    store = SecretStore(tmp_path / "secrets.toml")
    store.keep(SecretEntry("https://news.example/", CredentialKind.BEARER, secret="wide"))
    store.keep(SecretEntry("https://news.example/a", CredentialKind.BEARER, secret="narrow"))
    found = {url: (store.lookup(url) or Credential(CredentialKind.BEARER, "", "none")).secret for url in (
        "https://news.example/x", "https://news.example/a?b", "https://news.example/ab", "http://news.example/", "https://news.example.evil/",
    )}  # fmt: skip
    assert list(found.values()) == ["wide", "narrow", "wide", "none", "none"]
    assert store.drop("https://news.example/a") and not store.drop("https://news.example/a")


def test_a_keyring_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ConfigError, match="not installed"):
        SecretStore(tmp_path / "secrets.toml").keep(
            SecretEntry("https://a.example/", CredentialKind.BEARER, secret="s", keyring=True)
        )


def test_a_keyring_keeps_and_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ring:
        kept: dict[tuple[str, str], str] = {}  # noqa: RUF012
        set_password = staticmethod(lambda service, name, secret: Ring.kept.__setitem__((service, name), secret))
        get_password = staticmethod(lambda service, name: Ring.kept.get((service, name)))
        delete_password = staticmethod(lambda service, name: Ring.kept.pop((service, name)))

    monkeypatch.setitem(sys.modules, "keyring", Ring)
    store = SecretStore(tmp_path / "secrets.toml")
    store.keep(SecretEntry("https://a.example/", CredentialKind.BEARER, secret=TOKEN, keyring=True))
    assert TOKEN not in (tmp_path / "secrets.toml").read_text()
    found = store.lookup("https://a.example/feed")
    assert found is not None and found.secret == TOKEN
    assert store.drop("https://a.example/") and not Ring.kept


def test_what_left_the_keyring_by_another_way_can_be_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ring:
        kept: dict[str, str] = {}  # noqa: RUF012
        set_password = staticmethod(lambda service, name, secret: None)
        get_password = staticmethod(lambda service, name: Ring.kept.get(name))
        delete_password = staticmethod(lambda service, name: Ring.kept.pop(name))

    monkeypatch.setitem(sys.modules, "keyring", Ring)
    store = SecretStore(tmp_path / "secrets.toml")
    store.keep(SecretEntry("https://a.example/", CredentialKind.BEARER, secret=TOKEN, keyring=True))
    with pytest.raises(ConfigError, match=r"no secret for https://a\.example/"):
        store.lookup("https://a.example/feed")
    assert store.drop("https://a.example/") and store.entries() == ()


def test_a_user_and_password_leave_the_address(tmp_path: Path) -> None:
    assert split_address("https://news.example/a@b")[1] is None
    clean, found = split_address("https://ada:l0ve%40home@news.example:8443/feed?x=1")
    assert clean == "https://news.example:8443/feed?x=1"
    assert found is not None and (found.name, found.secret) == ("ada", "l0ve@home")
    store = SecretStore(tmp_path / "secrets.toml")
    assert store.split("https://ada:pw@news.example/private/feed.xml") == "https://news.example/private/feed.xml"
    assert [entry.address for entry in store.entries()] == ["https://news.example/private/"]


@pytest.mark.parametrize(
    ("typed", "name", "secret"), [("https://T0ken@news.example/feed", "T0ken", ""), ("https://:pw@news.example/feed", "", "pw")]
)
def test_a_user_or_a_password_alone_is_kept_and_read_again(tmp_path: Path, typed: str, name: str, secret: str) -> None:
    path = tmp_path / "secrets.toml"
    assert SecretStore(path).split(typed) == "https://news.example/feed"
    found = SecretStore(path).lookup("https://news.example/feed")
    assert found is not None and (found.name, found.secret) == (name, secret)
    assert not SecretStore(path).mistakes()


@pytest.mark.parametrize(
    "entry",
    [
        SecretEntry("https://news.example/", CredentialKind.BEARER),
        SecretEntry("https://news.example/", CredentialKind.QUERY, secret="s"),
        SecretEntry("https://news.example/", CredentialKind.BASIC, "ada", "a\nb"),
        SecretEntry("https://news.example/\udc80", CredentialKind.BEARER, secret="s"),
        SecretEntry("https://news.example/", CredentialKind.BASIC, "ada\udc80", "s"),
        SecretEntry("news.example/", CredentialKind.BEARER, secret="s"),
    ],
)
def test_what_could_not_be_read_again_is_not_kept(tmp_path: Path, entry: SecretEntry) -> None:
    path = tmp_path / "secrets.toml"
    SecretStore(path).keep(SecretEntry("https://other.example/", CredentialKind.BEARER, secret="s"))
    with pytest.raises(ConfigError):
        SecretStore(path).keep(entry)
    assert [kept.address for kept in SecretStore(path).entries()] == ["https://other.example/"]
    with pytest.raises(ConfigError, match="line breaks"):
        SecretStore(path).split("https://u:a%0Ab@news.example/feed")


def test_a_mistake_costs_its_own_address_its_secret_and_can_be_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text(
        '["https://bad.example/"]\nsend = "basic"\nname = "ada"\n\n["https://good.example/"]\nsend = "bearer"\nsecret = "s"\n'
    )
    path.chmod(0o600)
    store = SecretStore(path)
    assert store.lookup("https://good.example/feed") and store.lookup("https://other.example/feed") is None
    with pytest.raises(ConfigError, match=r"bad\.example"):
        store.lookup("https://bad.example/feed")
    assert [mistake.line for mistake in store.mistakes()] == [1]
    assert store.drop("https://bad.example/") and not store.mistakes()
    assert store.lookup("https://good.example/feed") and store.lookup("https://bad.example/feed") is None


def test_the_command_tells_a_mistake_and_takes_no_empty_command(newstui: CommandLine) -> None:
    secrets = newstui.config_file.with_name("secrets.toml")
    secrets.write_text('["https://bad.example/"]\nsend = "smoke"\n["https://good.example/"]\nsend = "bearer"\nsecret = "s"\n')
    secrets.chmod(0o600)
    listed = newstui("secret")
    assert "good.example" in listed.out and "bad.example" in listed.err and listed.status == 0
    assert newstui("secret", "https://a.example/", "--bearer", "--command", " ").status == 2
    assert newstui("secret", "https://bad.example/", "--remove").status == 0
    assert newstui("secret").err == ""


def test_no_secret_takes_the_place_of_another_ones(tmp_path: Path) -> None:
    store = SecretStore(tmp_path / "secrets.toml")
    store.split("https://ada:1@news.example/a")
    store.split("https://bob:2@news.example/b")
    store.keep(SecretEntry("https://paid.example/", CredentialKind.BEARER, command=("echo", "token")))
    store.split("https://eve:3@paid.example/feed")
    found = {url: store.lookup(url) for url in ("https://news.example/a", "https://news.example/b", "https://paid.example/feed")}
    assert [(one.name, one.secret) for one in found.values() if one] == [("ada", "1"), ("bob", "2"), ("eve", "3")]
    other = store.lookup("https://paid.example/else")
    assert other is not None and other.secret == "token"
    with pytest.raises(ConfigError, match="another secret"):
        store.split("https://zoe:4@news.example/b")
    store.split("https://bob:new@news.example/b")
    found_again = store.lookup("https://news.example/b")
    assert found_again is not None and (found_again.name, found_again.secret) == ("bob", "new")


def test_what_somebody_wrote_into_the_file_stays(tmp_path: Path) -> None:
    path, real = tmp_path / "secrets.toml", tmp_path / "dotfiles" / "secrets.toml"
    real.parent.mkdir()
    real.write_text(
        '# mine\n["https://a.example/"] # the first\nsend = "bearer"\nsecret = "s"\n\n# the other\n'
        '["https://b.example/\\u00e9"]\nsend = "bearer"\ncommand = [\n  "echo", # says it\n  "token"]\n'
    )
    real.chmod(0o600)
    path.symlink_to(real)
    store = SecretStore(path)
    store.split("https://ada:pw@c.example/feed")
    text = real.read_text()
    assert path.is_symlink() and text.startswith("# mine") and "# the other" in text and "# says it" in text
    assert store.drop("https://b.example/é") and "token" not in real.read_text() and "# the other" in real.read_text()
    assert [entry.address for entry in SecretStore(path).entries()] == ["https://a.example/", "https://c.example/"]
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_writers_at_one_time_lose_no_secret_of_each_other(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"

    def keep(number: int) -> None:
        SecretStore(path).keep(SecretEntry(f"https://{number}.example/", CredentialKind.BEARER, secret="s"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, range(40)))
    assert len(SecretStore(path).entries()) == 40
    assert {file.name for file in tmp_path.iterdir()} == {"secrets.toml", "secrets.toml.lock"}


def test_scheme_and_host_mean_the_same_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text('["HTTPS://News.Example/A"]\nsend = "bearer"\nsecret = "s"\n')
    path.chmod(0o600)
    store = SecretStore(path)
    assert store.lookup("https://news.example/A/feed") and store.lookup("https://NEWS.example/A?x")
    assert store.lookup("https://news.example/a/feed") is None
    store.keep(SecretEntry("https://news.EXAMPLE/A", CredentialKind.BEARER, secret="newer"))
    assert [(entry.address, entry.secret) for entry in store.entries()] == [("https://news.example/A", "newer")]
    assert store.drop("https://NEWS.example/A") and not store.entries()


def test_a_password_in_an_older_subscription_is_taken_out(newstui: CommandLine) -> None:
    with WebServer() as web:
        guarded(web)
        with Database.open(newstui.data_dir / "newstui.db") as db:
            db.feeds.add(f"http://{USER}:{PASSWORD}@127.0.0.1:{web.port}/basic/feed")
        assert newstui("refresh").status == 0
        with Database.open(newstui.data_dir / "newstui.db") as db:
            assert [feed.url for feed in db.feeds.all()] == [web.url("/basic/feed")]


def test_an_older_subscription_whose_password_cannot_be_kept_stops_nothing(newstui: CommandLine) -> None:
    with WebServer() as web:
        web.pages["/feed"] = Answer(feed(web, "x"), content_type="application/rss+xml")
        with Database.open(newstui.data_dir / "newstui.db") as db:
            db.feeds.add("https://u:a%0Ab@news.invalid/feed")
        assert newstui("add", web.url("/feed")).status == 0


async def test_what_the_reader_types_reaches_no_wish_with_its_password(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("a")
        await run.type(f"{USER}:{PASSWORD}@news.example/feed")
        await run.press("enter")
        await run.until(lambda: run.wishes(), "the wish")
        assert [wish.payload["url"] for wish in run.wishes()] == ["https://news.example/feed"]
        assert PASSWORD not in run.text
    found = SecretStore(tmp_path / "secrets.toml").lookup("https://news.example/feed")
    assert found is not None and found.secret == PASSWORD
