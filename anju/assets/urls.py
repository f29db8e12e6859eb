"""The desk's addresses for stores, parts, tools and warranties, and the crew's for tools."""

from django.urls import path

from anju.assets.pages import crew, parts, sheets, stock, stores, tools, warranties

app_name = "assets"
STORES = "desk/<slug:community>/stores/"
PARTS = f"{STORES}parts/"
ONE = f"{PARTS}<int:part_id>/"
TOOLS = "desk/<slug:community>/tools/"
TOOL = f"{TOOLS}<int:tool_id>/"
OWN_TOOLS = "crew/<slug:community>/tools/"

urlpatterns = [
    path(STORES, stock.stock, name="stock"),
    path(f"{STORES}stock.xlsx", sheets.stock_sheet, name="stock_sheet"),
    path(f"{STORES}import/", sheets.bring_in, name="bring_in"),
    path(f"{STORES}all/", stores.stores, name="stores"),
    path(f"{STORES}add/", stores.add_store, name="add_store"),
    path(f"{STORES}<int:store_id>/edit/", stores.edit_store, name="edit_store"),
    path(f"{PARTS}add/", parts.add_part, name="add_part"),
    path(ONE, stock.part, name="part"),
    path(f"{ONE}edit/", parts.edit_part, name="edit_part"),
    path(f"{ONE}do/<slug:act>/", parts.do, name="part_act"),
    path(TOOLS, tools.tools, name="tools"),
    path(f"{TOOLS}add/", tools.add_tool, name="add_tool"),
    path(TOOL, tools.tool, name="tool"),
    path(f"{TOOL}do/<slug:act>/", tools.do, name="tool_act"),
    path("desk/<slug:community>/warranties/<int:place_id>/", warranties.warranties, name="warranties"),
    path(OWN_TOOLS, crew.own_tools, name="own_tools"),
    path(f"{OWN_TOOLS}<int:tool_id>/<slug:act>/", crew.do, name="own_tool_act"),
]
