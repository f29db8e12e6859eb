"""One Django process that brings tables, static files and the demo up to date: ``python -m anju.launch.prepare``."""

import sys

import django
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection

from anju.launch.messages import compile_messages
from anju.launch.prepared import remember, remembered, wanted
from anju.launch.steps import step
from anju.launch.surroundings import PACKAGE, Surroundings, surroundings
from anju.launch.words import Trouble, say


def prepare(here: Surroundings) -> None:
    """Do what is due since the last preparation and remember it."""
    want, had = wanted(here), remembered(here.home)
    compile_messages(PACKAGE)
    django.setup()
    with step(3, "数据表", "tables"):
        _check_connection()
        call_command("migrate", interactive=False, verbosity=0)
    with step(4, "网页文件", "static files") as running:
        if had and had.static == want.static:
            running.result = "已是最新"
        else:
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    due = here.demo and "demo" in get_commands()
    with step(5, "示范小区", "demo community", others_speak=due) as running:
        if due:
            call_command("demo", "--if-empty", "--first-slice")
        else:
            running.result = "不需要"
    remember(here.home, want)


def _check_connection() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise Trouble(
            f"连接不上数据库，请检查 DATABASE_URL 和数据库服务器：\n{str(error).strip()}\n"
            "(The database cannot be reached: check DATABASE_URL and the server.)"
        ) from error


def main() -> int:
    try:
        prepare(surroundings())
    except Trouble as trouble:
        say(f"\n{trouble}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
