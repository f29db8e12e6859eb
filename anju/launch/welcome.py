"""Print the welcome of the installation, if an app has one: ``python -m anju.launch.welcome``."""

import django
from django.core.management import call_command, get_commands

if __name__ == "__main__":
    django.setup()
    if "welcome" in get_commands():
        call_command("welcome")
