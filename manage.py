#!/usr/bin/env python
"""Django's command line for Hälsolabb."""

import gc
import os
import sys

if __name__ == "__main__":
    gc.set_threshold(100_000, 20, 50)  # what is loaded stays: to look through it again and again is a third of a start
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
