"""The rules, lists, fields and figures of a Land, as data that was checked before it is used."""

from intman_desktop.profiles.loading import available_profiles, load_profile
from intman_desktop.profiles.merging import with_office
from intman_desktop.profiles.parts import (
    ANSWER,
    CLIENT,
    Defaults,
    DueRule,
    EditableList,
    Field,
    FieldKind,
    FigureRules,
    Item,
)
from intman_desktop.profiles.profile import ERASED, OTHERS, UNKNOWN, Profile
from intman_desktop.profiles.troubles import NoFigures, ProfileFaulty, ProfileMissing

__all__ = [
    "ANSWER",
    "CLIENT",
    "ERASED",
    "OTHERS",
    "UNKNOWN",
    "Defaults",
    "DueRule",
    "EditableList",
    "Field",
    "FieldKind",
    "FigureRules",
    "Item",
    "NoFigures",
    "Profile",
    "ProfileFaulty",
    "ProfileMissing",
    "available_profiles",
    "load_profile",
    "with_office",
]
