"""Insight in the navigation of the desk."""

from django.utils.translation import gettext_lazy as _

from anju.ui.menu import MenuEntry

MENU = [MenuEntry("desk", _("今天"), "insight:today", "sun", 5, needs="insight.see")]
