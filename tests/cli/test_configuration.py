"""The configuration as the commands show and judge it."""

from newstui.storage.database import Database
from support.cache import add_feed
from support.command_line import CommandLine


def test_a_name_in_the_configuration_that_is_no_ones_is_told(newstui: CommandLine) -> None:
    with Database.open(newstui.data_dir / "newstui.db") as db:
        add_feed(db, "Harbour Post", folder_id=db.folders.ensure(["News", "World"]).id)
        add_feed(db, "Coast News")
        add_feed(db, "Late Star")
    names = ("News/World", "Coast News", "https://late-star.example/feed")
    right = "".join(f'[feed."{name}"]\nprefetch = 1\n' for name in names)
    newstui.config_file.write_text(right)
    assert newstui("config").status == 0
    newstui.config_file.write_text(f'{right}[feed."Harbor Post"]\nprefetch = 1\n')
    outcome = newstui("config")
    assert outcome.status == 1 and "config.toml:7" in outcome.err and 'Did you mean "Harbour Post"?' in outcome.err
    (told,) = [line for line in newstui("doctor", "--offline", "--json").lines() if line["check"] == "configuration"]
    assert told["state"] == "warn" and "Harbor Post" in told["words"]


def test_the_keys_of_the_configuration_are_listed(newstui: CommandLine) -> None:
    newstui.config_file.write_text('[keys]\n"mark.star" = ["ctrl+x s", "f7"]\n"app.quit" = []\n')
    rows = {line.split()[0]: line for line in newstui("config", "--actions").out.splitlines()}
    assert '"ctrl+x s" f7 ' in rows["mark.star"]
    assert rows["app.quit"].split()[1] != "q"


def test_doctor_tells_of_keys_and_macros_in_words(newstui: CommandLine) -> None:
    newstui.config_file.write_text('[keys]\n"mark.sta" = "x"\n[macros]\n"hyper+n" = "n"\n')
    (told,) = [line for line in newstui("doctor", "--offline", "--json").lines() if line["check"] == "configuration"]
    assert told["state"] == "warn" and told["words"].startswith('There is no action "mark.sta"')
    assert '"hyper+n" is no key' in told["words"] and "KeyProblem" not in told["words"]
