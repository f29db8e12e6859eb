"""People in the navigation: one's own page in each face, the desk's people and its search."""

from django.utils.translation import gettext_lazy as _

from anju.places.beside import PlacePanel, PlacesLink
from anju.ui.menu import MenuEntry

# Entries of other apps with the spot "me" are listed on one's own page; the desk's head opens the last of all.
LAST = 900

MENU = [
    MenuEntry("resident", _("我的"), "people:me_resident", "user", LAST),
    MenuEntry("crew", _("我的"), "people:me_crew", "user", LAST),
    MenuEntry("desk", _("人员"), "people:people", "users", 500, needs="people.see", area=_("住户与房屋")),
    MenuEntry("desk", _("查找"), "people:search", "search", LAST, needs="places.see", spot="search"),
    MenuEntry("desk", _("我的"), "people:me_desk", "user", LAST, spot="me"),
]

PLACES_LINKS = [
    PlacesLink(
        _("从 Excel 导入"), "intake:intakes", "table-import", needs=("places.manage", "people.manage")
    ),
]
PLACE_PANELS = [PlacePanel("people:home", kinds=("home",), needs=("people.see",))]
