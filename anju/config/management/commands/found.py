"""``anju manage found``: the first community of a company, and the manager who sets up the rest in the browser."""

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from anju.improvement.actions import load_articles
from anju.kernel.actor import SYSTEM
from anju.kernel.errors import AnjuError, Invalid
from anju.people.actions import add_person, check_password, give_post, open_account
from anju.places.actions import add_community
from anju.standards.actions import load_catalogue


class Command(BaseCommand):
    help = "Make a community with its catalogue and its manager's account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--company", required=True, help="the property company, e.g. 安居物业服务有限公司"
        )
        parser.add_argument("--community", required=True, help="its name, e.g. 翠湖花园")
        parser.add_argument(
            "--slug", required=True, help="short name in addresses: small letters, digits, hyphens"
        )
        parser.add_argument("--hotline", default="", help="the number people call")
        parser.add_argument("--manager", required=True, help="the manager's name")
        parser.add_argument("--phone", required=True, help="the manager's mobile number, to sign in with")

    def handle(
        self,
        *,
        company: str,
        community: str,
        slug: str,
        hotline: str,
        manager: str,
        phone: str,
        **options: Any,
    ) -> None:
        password = getpass.getpass("Password for the manager: ")
        try:
            with transaction.atomic():
                made = add_community(company=company, slug=slug, name=community, hotline=hotline)
                load_catalogue(actor=SYSTEM, community_id=made.id)
                load_articles(actor=SYSTEM, community_id=made.id, publish=False)  # somebody reads them first
                person = add_person(actor=SYSTEM, community_id=made.id, name=manager, phone=phone)
                account = open_account(actor=SYSTEM, person=person)
                check_password(account=account, password=password)
                account.set_password(password)
                account.save(update_fields=["password"])
                give_post(actor=SYSTEM, person=person, post="PM")
        except AnjuError as refusal:
            fields = refusal.fields if isinstance(refusal, Invalid) else {}
            said = [f"{field}: {words}" for field, words in fields.items()] or [str(refusal.words)]
            raise CommandError("\n".join(said)) from refusal
        self.stdout.write(f"{community}: sign in as {phone}, then /desk/{slug}/")
