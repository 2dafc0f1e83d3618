"""The rules, lists, fields and figures of a Land, as data that was checked before it is used."""

from intman_desktop.profiles.loading import available_profiles, load_profile
from intman_desktop.profiles.merging import with_office
from intman_desktop.profiles.parts import (
    ANSWER,
    CLIENT,
    Clock,
    Defaults,
    DueRule,
    EditableList,
    Field,
    FieldKind,
    FigureRules,
    Item,
    PlanRules,
)
from intman_desktop.profiles.profile import ERASED, OTHERS, UNKNOWN, Profile
from intman_desktop.profiles.troubles import NoFigures, ProfileFaulty, ProfileMissing

__all__ = [
    "ANSWER",
    "CLIENT",
    "ERASED",
    "OTHERS",
    "UNKNOWN",
    "Clock",
    "Defaults",
    "DueRule",
    "EditableList",
    "Field",
    "FieldKind",
    "FigureRules",
    "Item",
    "NoFigures",
    "PlanRules",
    "Profile",
    "ProfileFaulty",
    "ProfileMissing",
    "available_profiles",
    "load_profile",
    "with_office",
]
