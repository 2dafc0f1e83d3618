"""The screens: Qt widgets that show frozen values and send what was typed to jobs."""

from intman_desktop.jobs.singletons import make_singletons_last

make_singletons_last()
