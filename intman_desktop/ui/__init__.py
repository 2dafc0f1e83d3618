"""The screens: Qt widgets that show frozen values and send what was typed to jobs."""
