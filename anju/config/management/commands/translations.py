"""``make messages``: bring the English up to what is said today, and say what is missing."""

from typing import Any

from django.core.management.base import BaseCommand

from anju.config import translations


class Command(BaseCommand):
    help = "Find what is said to people and keep its English in one file."

    def handle(self, **options: Any) -> None:
        catalogue = translations.renewed()
        translations.write(catalogue)
        missing = translations.untranslated(catalogue)
        self.stdout.write(f"{len(catalogue)} messages, {len(missing)} without English")
        for message in missing[:20]:
            self.stdout.write(f"  {message}")
