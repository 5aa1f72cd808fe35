#!/usr/bin/env python
"""Django's command line. Starts the embedded servers first where no real ones are named."""

import os
import sys

# these ask nothing of the database
WITHOUT_SERVERS = {
    "help",
    "version",
    "compile_translations",
    "gather_translations",
    "check_translations",
    "collectstatic",
}


def main() -> None:
    """Runs one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command not in WITHOUT_SERVERS and not os.environ.get("DATABASE_URL"):
        from devtools import embedded  # here: production has neither the wheels nor a need for them

        try:
            embedded.start()
        except embedded.Unavailable as problem:
            sys.exit(str(problem))
    from django.core.management import execute_from_command_line  # after the check above, which must not need Django

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
