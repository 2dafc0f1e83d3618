"""What proves the law: texts, consents, papers, acts of passing on, requests, corrections."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from intman_desktop.models.columns import day, flag, metadata, of_case, row_id, version, words
from intman_desktop.models.types import Code, Codes
from intman_desktop.values import codes

text_versions = Table(
    "text_versions",
    metadata,
    row_id(),
    Column("kind", Code(codes.TextKind), nullable=False),
    Column("language", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False, unique=True),
    words("body"),
)

paper_texts = Table(
    "paper_texts",
    metadata,
    row_id(),
    Column("kind", Code(codes.TextKind), nullable=False),
    Column("language", String, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    words("body"),
    day("saved_on", required=True),
    words("saved_by"),
    Column("supplied", String(64), nullable=False),
    UniqueConstraint("kind", "language", "edition"),
)

text_checks = Table(
    "text_checks",
    metadata,
    row_id(),
    Column("kind", Code(codes.TextKind), nullable=False),
    Column("language", String, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    day("checked_on", required=True),
    words("checked_by"),
)

notices_given = Table(
    "notices_given",
    metadata,
    row_id(),
    of_case(),
    day("handed_out_on", required=True),
    day("explained_on", required=True),
    words("explained_by"),
    words("interpreter"),
    words("language"),
    words("text_fingerprint"),
)

consents = Table(
    "consents",
    metadata,
    row_id(),
    of_case(),
    Column("scope", Code(codes.ConsentScope), nullable=False),
    Column("decision", Code(codes.ConsentDecision), nullable=False),
    day("decided_on", required=True),
    Column("kind", Code(codes.SpecialKind)),
    words("recipient"),
    words("purpose"),
    words("data_kinds"),
    day("valid_until"),
    Column("form", Code(codes.ConsentForm), nullable=False),
    words("language"),
    words("text_fingerprint"),
    words("explained_by"),
    words("interpreter"),
    words("witness"),
    words("representative"),
    flag("told_withdrawable", 0),
    flag("copy_handed_out", 0),
    words("filing_place"),
    words("undertaking_by"),
    day("undertaking_on"),
    words("undertaking_place"),
    day("withdrawal_known_from"),
    day("end_known_from"),
    day("held_from"),
    day("withdrawn_on"),
    day("emptied_on"),
    version(),
)

agreements = Table(
    "agreements",
    metadata,
    row_id(),
    of_case(unique=True),
    words("client_name"),
    words("worker_name"),
    day("client_signed_on"),
    day("worker_signed_on"),
    day("oral_on"),
    flag("copy_handed_out", 0),
    words("filing_place"),
    words("language"),
    words("text_fingerprint"),
    version(),
)

scans = Table(
    "scans",
    metadata,
    row_id(),
    of_case(),
    Column("consent_id", ForeignKey("consents.id", ondelete="SET NULL"), index=True),
    Column("what", Code(codes.ScanKind), nullable=False),
    day("added_on", required=True),
    Column("media_type", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    words("designation"),
    Column("kind", Code(codes.SpecialKind)),
    Column("shows_none", Codes(codes.SpecialKind), nullable=False, server_default=text("'[]'")),
    Column("file", String(32), nullable=False, unique=True),
    Column("file_key", String(64), nullable=False),
)

disclosures = Table(
    "disclosures",
    metadata,
    row_id(),
    of_case(),
    Column("consent_id", ForeignKey("consents.id", ondelete="SET NULL"), index=True),
    day("on", required=True),
    Column("recipient", Text, nullable=False),
    words("what"),
    Column("way", Code(codes.DisclosureWay), nullable=False),
    Column("ground", Code(codes.DisclosureGround), nullable=False),
    words("reason"),
    Column("kind", Code(codes.SpecialKind)),
    day("told_on"),
    words("not_told_reason"),
    words("worker"),
    version(),
)

requests = Table(
    "requests",
    metadata,
    row_id(),
    of_case(),
    Column("kind", Code(codes.RequestKind), nullable=False),
    day("received_on", required=True),
    Column("form", Code(codes.RequestForm), nullable=False),
    words("what"),
    Column("identity", Code(codes.IdentityCheck)),
    words("extension_reason"),
    day("extension_told_on"),
    day("answered_on"),
    Column("answer", Code(codes.RequestAnswer)),
    words("refusal_reason"),
    words("note"),
    words("worker"),
    version(),
    Index("ix_requests_open", "received_on", sqlite_where=text("answered_on IS NULL")),
)

corrections = Table(
    "corrections",
    metadata,
    row_id(),
    of_case(),
    day("on", required=True),
    Column("place", String, nullable=False),
    day("talk_on"),
    flag("rectified", 0),
    words("old_value"),
    words("reason"),
    words("worker"),
)
