"""What ``anju run`` says at the end: whom to sign in as, and what to try."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from anju.config.demo.building import PASSWORD
from anju.people.queries import demo_faces


class Command(BaseCommand):
    help = "Say who can sign in to the demo and what to try."

    def handle(self, **options: Any) -> None:
        faces = demo_faces() if settings.DEMO else []
        if not faces:
            self.stdout.write("还没有小区：用 anju demo 放进演示小区。No community yet: run anju demo.")
            return
        self.stdout.write(
            f"演示账号（密码都是 {PASSWORD}，首页可一键进入） Demo sign-ins (one tap on the first page):"
        )
        for face in faces:
            self.stdout.write(f"  {face.phone}  {face.name}  {face.title}  {face.url}")
        self.stdout.write(
            "试试：当住户报“水龙头滴水” → 前台派单 → 师傅做完 → 住户说修没修好。\n"
            "Try: report a dripping tap as the resident, send it as the desk, mend it as the technician, "
            "then say as the resident whether it is mended."
        )
