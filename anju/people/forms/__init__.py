"""What people type: to sign in, on their own page, at the desk."""

from anju.people.forms.desk import HomeRoleForm, PersonForm, PlateForm, PostForm
from anju.people.forms.sign_in import (
    QUARTER,
    AskCodeForm,
    GiveCodeForm,
    PasswordForm,
    PhoneField,
    SignInForm,
    take_turn,
)

__all__ = [
    "QUARTER",
    "AskCodeForm",
    "GiveCodeForm",
    "HomeRoleForm",
    "PasswordForm",
    "PersonForm",
    "PhoneField",
    "PlateForm",
    "PostForm",
    "SignInForm",
    "take_turn",
]
