"""Addresses of signing in, of one's own page, and of the people of a community.

The names that begin with ``account_`` and ``mfa_`` are those that allauth looks up.
"""

from django.urls import include, path

from anju.people.pages import demo, desk, desk_acts, me, passkeys, search, sign_in

_entrance = [
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", sign_in.AskCode.as_view(), name="account_request_login_code"),
    path("sign-in/code/check/", sign_in.GiveCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/passkey/", passkeys.EnterByPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-out/", sign_in.SignOut.as_view(), name="account_logout"),
    path("me/passkeys/add/", passkeys.add_passkey, name="mfa_add_webauthn"),
]

_own = [
    path("me/", me.me, name="me"),
    path("me/language/", me.language, name="language"),
    path("me/password/", me.password, name="password"),
    path("me/passkeys/<int:passkey_id>/remove/", passkeys.remove_passkey, name="remove_passkey"),
    path("me/sessions/<int:session_id>/end/", me.end_session, name="end_session"),
    path("me/sessions/end-others/", me.end_other_sessions, name="end_other_sessions"),
    path("home/<slug:community>/me/", me.me_resident, name="me_resident"),
    path("crew/<slug:community>/me/", me.me_crew, name="me_crew"),
    path("desk/<slug:community>/me/", me.me_desk, name="me_desk"),
]

_demo = [
    path("demo/texts/", demo.texts, name="texts"),
    path("demo/enter/", demo.enter, name="demo_enter"),
]

DESK = "desk/<slug:community>/"
ONE = f"{DESK}people/<int:person_id>/"

_desk = [
    path(f"{DESK}people/", desk.people, name="people"),
    path(f"{DESK}people/export.xlsx", desk.export, name="export"),
    path(f"{DESK}people/add/", desk.add, name="add"),
    path(ONE, desk.person, name="person"),
    path(f"{ONE}edit/", desk.edit, name="edit"),
    path(f"{ONE}phone/", desk_acts.phone, name="phone"),
    path(f"{ONE}homes/", desk_acts.give_home, name="give_home"),
    path(f"{ONE}homes/<int:role_id>/end/", desk_acts.end_home, name="end_home"),
    path(f"{ONE}posts/", desk_acts.give_post, name="give_post"),
    path(f"{ONE}posts/<int:post_id>/end/", desk_acts.end_post, name="end_post"),
    path(f"{ONE}vehicles/", desk_acts.add_vehicle, name="add_vehicle"),
    path(f"{ONE}vehicles/<int:vehicle_id>/remove/", desk_acts.remove_vehicle, name="remove_vehicle"),
    path(f"{ONE}account/", desk_acts.open_account, name="open_account"),
    path(f"{ONE}deactivate/", desk_acts.deactivate, name="deactivate"),
    path(f"{ONE}reactivate/", desk_acts.reactivate, name="reactivate"),
    path(f"{DESK}homes/<int:home_id>/", desk.home, name="home"),
    path(f"{DESK}search/", search.search, name="search"),
]

urlpatterns = [*_entrance, path("", include(([*_own, *_desk, *_demo], "people")))]
