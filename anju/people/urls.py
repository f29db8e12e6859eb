"""Addresses of signing in, of one's own page, and of the people of a community.

The names that begin with ``account_`` and ``mfa_`` are those that allauth looks up.
"""

from django.urls import include, path

from anju.people.pages import demo, me, passkeys, sign_in

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

urlpatterns = [*_entrance, path("", include(([*_own, *_demo], "people")))]
