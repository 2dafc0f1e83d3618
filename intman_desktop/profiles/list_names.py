"""The lists that the program asks for by name, whatever the Land; any other is known to its fields alone."""

from __future__ import annotations

from enum import StrEnum


class ListName(StrEnum):
    """A list that every profile has, by the name of its file."""

    AGE_GROUPS = "age_groups"
    BENEFITS = "benefits"
    CEFR_LEVELS = "cefr_levels"
    ENDING_REASONS = "ending_reasons"
    EVIDENCE_PLACES = "evidence_places"
    EXTENSION_REASONS = "extension_reasons"
    GOAL_AREAS = "goal_areas"
    GOAL_STATES = "goal_states"
    INTERPRETATION_KINDS = "interpretation_kinds"
    KREISE = "kreise"
    LANGUAGES = "languages"
    NATIONALITIES = "nationalities"
    OUTCOMES = "outcomes"
    PLAN_BLOCKS = "plan_blocks"
    PROGRAMMES = "programmes"
    RELATIONSHIPS = "relationships"
    RESIDENCE_STATUSES = "residence_statuses"
    SERVICE_KINDS = "service_kinds"
    SEXES = "sexes"
    TALK_FORMS = "talk_forms"
    TARGET_GROUPS = "target_groups"
    TOPICS = "topics"


WITHOUT_CONTACT = "without_contact"
"""The mark of forms of talk in which the person was not met (Rules P2, C6, L9)."""
COUNTS_BY_DEFAULT = "counts_by_default"
"""The mark of forms of talk that are a Beratungsgespräch unless the worker says otherwise (Rule P5)."""
IN_PERSON = "in_person"
"""The mark of forms of talk in which one sits together and can sign (Rule B1)."""
