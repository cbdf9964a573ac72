"""Publishing and withdrawing at the times that staff have set.

run        one run: what is due, one at a time, however many schedulers there are
commands   `publish_scheduled` (in place of Wagtail's) once, `scheduler` for as long as it lives
"""
