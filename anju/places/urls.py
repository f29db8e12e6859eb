"""The addresses of places at the desk."""

from django.urls import path

from anju.places.pages import codes, lists, place, position, tree

app_name = "places"
PLACES = "desk/<slug:community>/places/"
ONE = f"{PLACES}<int:place_id>/"

urlpatterns = [
    path(PLACES, tree.tree, name="tree"),
    path(f"{PLACES}homes/", lists.homes, name="homes"),
    path(f"{PLACES}homes.xlsx", lists.homes_sheet, name="homes_sheet"),
    path(f"{PLACES}areas/", lists.areas, name="areas"),
    path(f"{PLACES}areas.xlsx", lists.areas_sheet, name="areas_sheet"),
    path(f"{PLACES}areas/new/", place.add_area, name="add_area"),
    path(f"{PLACES}codes/", codes.codes, name="codes"),
    path(f"{PLACES}codes.pdf", codes.codes_pdf, name="codes_pdf"),
    path(f"{PLACES}position/", position.border, name="border"),
    path(ONE, place.place, name="place"),
    path(f"{ONE}label/", place.label, name="label"),
    path(f"{ONE}edit/", place.edit_area, name="edit_area"),
    path(f"{ONE}position/", position.position, name="position"),
    path(f"{ONE}retire/", place.retire_area, name="retire_area"),
]
