"""The command ``anju``: run, look after and repair an installation."""

import argparse
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from types import FrameType

from anju.launch import backup, doctor, postgres, restore
from anju.launch.processes import die_with_parent
from anju.launch.run import fetch_frontend, prepare, run
from anju.launch.surroundings import Surroundings, child_environment, python, surroundings
from anju.launch.words import Trouble, say

# Words of ``anju`` that are Django commands under the same name, with the embedded database up around them.
DJANGO_COMMANDS = {
    "demo": "load the demo community",
    "found": "make a community of your own and its manager",
    "suggest": "say which category each text of a file probably means",
    "migrate": "bring the tables up to date",
}
# Exit codes of mail programs (sysexits.h): the mail server keeps the mail and tries again.
TRY_AGAIN = 75

# What ``anju import`` takes in: the subject and its Django command.
IMPORTS = {
    "homes": "import_homes",
    "requests": "import_requests",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one ``anju`` command; returns the exit code."""
    chosen = _parser().parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _as_interrupt)  # a stop at any moment leaves nothing behind
    try:
        return int(chosen.do(surroundings(), chosen))
    except Trouble as trouble:
        say(f"\n{trouble}")
        return 1
    except KeyboardInterrupt:
        say("\n已中断。(Interrupted.)")
        return 130


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="anju", description="安居: the open working system for property service"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, says: str, do: object) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=says, description=says)
        command.set_defaults(do=do)
        return command

    add("run", "start everything and stay until Ctrl-C", lambda here, chosen: run(here))
    add("prepare", "bring tables and static files up to date, without starting anything", _prepare)
    add("doctor", "say what is wrong and what to do", lambda here, chosen: doctor.examine(here))
    command = add("backup", "write database, files and key into one file", _backup)
    command.add_argument("file", type=Path, metavar="FILE")
    command = add("restore", "bring back what a backup holds", _restore)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument(
        "--replace", action="store_true", help="replace the data there is (it is backed up first)"
    )
    command = add("frontend", "fetch the front-end files if they are missing", _frontend)
    command.add_argument("--tests", action="store_true", help="also what only the browser tests use")
    for name, says in DJANGO_COMMANDS.items():
        command = commands.add_parser(name, help=says, add_help=False, prefix_chars="\0")
        command.add_argument("words", nargs="*")
        command.set_defaults(do=_django, django=[name])
    command = add("mail-in", "take in the mail on the standard input (for a mail server's pipe)", _mail_in)
    command.add_argument("--recipient", default="", help="the address it was delivered to")
    says = f"import a file: {' or '.join(IMPORTS)}, then the file"
    command = commands.add_parser("import", help=says, add_help=False, prefix_chars="\0")
    command.add_argument("subject", choices=IMPORTS)
    command.add_argument("words", nargs="*")
    command.set_defaults(do=_import)
    command = commands.add_parser(
        "manage", help="any Django command, with the database up", add_help=False, prefix_chars="\0"
    )
    command.add_argument("words", nargs="*")
    command.set_defaults(do=_django, django=[])
    return parser


def _prepare(here: Surroundings, chosen: argparse.Namespace) -> int:
    fetch_frontend(say)
    with postgres.running(here.home) if here.embedded else nullcontext():
        prepare(here)
    return 0


def _backup(here: Surroundings, chosen: argparse.Namespace) -> int:
    backup.write_backup(here, chosen.file.absolute())
    return 0


def _restore(here: Surroundings, chosen: argparse.Namespace) -> int:
    restore.restore_backup(here, chosen.file.absolute(), replace=chosen.replace)
    return 0


def _frontend(here: Surroundings, chosen: argparse.Namespace) -> int:
    fetch_frontend(say, tests=chosen.tests)
    return 0


def _mail_in(here: Surroundings, chosen: argparse.Namespace) -> int:
    """Whatever goes wrong with us, the mail is not lost: the mail server is told to try again."""
    chosen.django, chosen.words = ["mail_in"], [f"--recipient={chosen.recipient}"]
    try:
        code = _django(here, chosen)
    except Trouble as trouble:
        say(f"\n{trouble}")
        return TRY_AGAIN
    return code if code in (0, 65, TRY_AGAIN) else TRY_AGAIN


def _import(here: Surroundings, chosen: argparse.Namespace) -> int:
    chosen.django = [IMPORTS[chosen.subject]]
    return _django(here, chosen)


def _django(here: Surroundings, chosen: argparse.Namespace) -> int:
    """A Django command in a process of its own; Ctrl-C is its affair, and the database waits for its end."""
    with postgres.running(here.home) if here.embedded else nullcontext():
        command = subprocess.Popen(
            python("-m", "django", *chosen.django, *chosen.words),
            env=child_environment(here),
            preexec_fn=die_with_parent(),
        )
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return command.wait()
        except KeyboardInterrupt:
            command.terminate()
            command.wait()
            raise
        finally:
            signal.signal(signal.SIGINT, before)


if __name__ == "__main__":
    sys.exit(main())
