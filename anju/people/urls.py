"""Addresses of signing in, of one's own page, and of the people of a community.

The names that begin with ``account_`` and ``mfa_`` are those that allauth looks up.
"""

from django.urls import path

from anju.people.pages import sign_in

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", sign_in.AskCode.as_view(), name="account_request_login_code"),
    path("sign-in/code/check/", sign_in.GiveCode.as_view(), name="account_confirm_login_code"),
    path("sign-out/", sign_in.SignOut.as_view(), name="account_logout"),
]
