"""``anju mail-in``: the mail on the standard input, as a mail server's pipe hands it over."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from anju.channels.intake import NobodysMail, take_stream

# sysexits.h: EX_DATAERR, the mail goes back; EX_TEMPFAIL, the mail server keeps it and tries again
NOT_OURS, TRY_AGAIN = 65, 75


class Command(BaseCommand):
    help = "Take in one mail from the standard input."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--recipient", default="", help="the address it was delivered to")

    def handle(self, *, recipient: str, **options: Any) -> None:
        try:
            mail = take_stream(sys.stdin.buffer, recipient=recipient)
        except NobodysMail as stranger:
            self.stderr.write(f"no community has this address: {stranger}")
            sys.exit(NOT_OURS)
        except Exception as problem:
            self.stderr.write(f"{type(problem).__name__}: {problem}")
            sys.exit(TRY_AGAIN)
        self.stdout.write(
            " ".join(
                part
                for part in (mail.state, mail.reason, mail.request.number if mail.request else "")
                if part
            )
        )
