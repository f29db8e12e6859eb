"""Ways into the knowledge base."""

from django.utils.translation import gettext_lazy as _

from anju.ui.menu import MenuEntry

QUESTIONS = _("常见问题")

MENU = [
    MenuEntry("desk", _("知识库"), "knowledge:articles", "book", 705, area=_("标准与设置")),
    MenuEntry("resident", QUESTIONS, "knowledge:resident_list", "help-circle", 35, spot="me"),
    MenuEntry("crew", QUESTIONS, "knowledge:crew_list", "help-circle", 35, spot="me"),
]
