"""Invented papers, one of each kind, for the tests of the documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intman_desktop.values.codes import (
    Block,
    ConsentDecision,
    DisclosureGround,
    DisclosureWay,
    GoalState,
    IdentityCheck,
    Light,
    RequestKind,
    Secrecy,
    Sex,
    SpecialKind,
    StartEvidence,
)
from intman_desktop.values.consent_papers import (
    InterpreterUndertakingPaper,
    PassingOnConsentPaper,
    RelocationConsentPaper,
    SpecialConsentPaper,
)
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.office_papers import (
    EmergencySheetPaper,
    ErasedCase,
    ErasureProtocolPaper,
    KeyFiguresPaper,
    PaperFigureGroup,
    PaperFigureRow,
    PlanBalance,
    RestOfList,
    RestPerson,
)
from intman_desktop.values.paper_parts import (
    AccessEntry,
    AccessSection,
    FiledKind,
    FiledPaper,
    PaperBlock,
    PaperClient,
    PaperDisclosure,
    PaperExtension,
    PaperGoal,
    PaperGoalStep,
    PaperMeasure,
    PaperPeriod,
    PaperRow,
)
from intman_desktop.values.papers import (
    AccessPaper,
    AgreementPaper,
    CertificatePaper,
    ConsentFormPaper,
    DisclosuresPaper,
    ExtensionPaper,
    LetterPaper,
    OfficeLetterPaper,
    Paper,
    PapersToDestroyPaper,
    PlanPaper,
    PrivacyNoticePaper,
    WithdrawalPaper,
)
from intman_desktop.values.privacy_papers import (
    DataFlowPaper,
    ErasureConceptPaper,
    FieldGroup,
    ImpactAssessmentPaper,
    KeyDerivation,
    PrivacyFacts,
    ProcessingRecordPaper,
    SecurityMeasuresPaper,
)
from intman_desktop.values.request_papers import RequestLetterPaper
from intman_desktop.values.requests import Request

TODAY = date(2026, 11, 20)

WORKER = Worker("W1", "Maja Musterfrau", Secrecy.SOCIAL_WORKER, substitute="Tom Beispiel")

OFFICE = Office(
    provider="Stadt Musterstadt",
    office="Integrationsmanagement Musterstadt",
    street="Marktplatz 1",
    postal_code="70000",
    town="Musterstadt",
    phone="0711 0000-100",
    email="integration@musterstadt.example",
    kreis="Landkreis Musterkreis",
    controller="Stadt Musterstadt, vertreten durch die Oberbürgermeisterin",
    controller_address="Marktplatz 1\n70000 Musterstadt",
    data_protection_officer="Behördliche Datenschutzbeauftragte\nMarktplatz 1, 70000 Musterstadt\n"
    "datenschutz@musterstadt.example",
    supervisory_authority="Landesbeauftragter für den Datenschutz Baden-Württemberg\n"
    "Musterstraße 2, 70000 Stuttgart",
    purposes="Beratung im Integrationsmanagement und Führen des Integrationsplans\n"
    "Nachweis des Beratungszeitraums\nJährliche Kennzahlen für die Förderung durch das Land",
    recipients="IT-Abteilung der Stadt Musterstadt (Wartung des Rechners, ohne Zugang zum Tresor)\n"
    "Koordinierende Stelle im Landkreis: nur Zahlen ohne Namen",
    storage_time="Die unterschriebene Einwilligung bewahren wir als Nachweis drei Jahre auf Papier auf.",
    workers=(WORKER,),
)

CLIENT = PaperClient("Samira Alrashid", date(1991, 4, 7), "Syrien", "Gartenweg 5, 70000 Musterstadt")

PERIOD = PaperPeriod(
    first_talk=date(2024, 3, 15),
    regular_end=date(2027, 3, 15),
    last_day=date(2027, 3, 15),
    latest_possible=date(2028, 3, 15),
    days_left=115,
)

BROUGHT_AND_EXTENDED = PaperPeriod(
    first_talk=date(2023, 9, 20),
    regular_end=date(2026, 9, 20),
    last_day=date(2027, 3, 20),
    latest_possible=date(2027, 9, 20),
    days_left=120,
    evidence=StartEvidence.PLAN_SEEN,
    earlier_office="Integrationsmanagement Beispielhausen",
    extended_until=date(2027, 3, 20),
    extension_decided_on=date(2026, 8, 3),
    extension_reason="Multiproblemlage",
)

BLOCKS = (
    PaperBlock(
        Block.PERSONAL,
        Light.COMPLETE,
        rows=(
            PaperRow("Familienname", "Alrashid"),
            PaperRow("Vorname", "Samira"),
            PaperRow("Geburtsdatum", date(1991, 4, 7)),
            PaperRow("Staatsangehörigkeit", "Syrien"),
            PaperRow("Familienstand", "verheiratet"),
            PaperRow("Einreise", date(2023, 6, 2)),
            PaperRow(
                "Aufenthalt",
                "Aufenthaltserlaubnis § 25 Abs. 2 AufenthG",
                since=date(2023, 11, 2),
                until=date(2026, 11, 1),
            ),
            PaperRow("Beschäftigung", "erlaubt"),
            PaperRow("Leistungen", "SGB II", since=date(2024, 1, 1)),
            PaperRow("Haushalt", "Ehemann, Sohn (05/2016), Tochter (11/2019)"),
        ),
    ),
    PaperBlock(
        Block.LANGUAGE,
        Light.COMPLETE,
        rows=(
            PaperRow("Muttersprache", "Arabisch"),
            PaperRow("Weitere Sprachen", "Englisch"),
            PaperRow("Deutsch mündlich", "A2"),
            PaperRow("Deutsch schriftlich", "A2"),
            PaperRow("Zertifikat", "telc Deutsch A2", since=date(2025, 12, 4)),
            PaperRow("Kurs", "Integrationskurs allgemein, läuft"),
        ),
    ),
    PaperBlock(
        Block.EDUCATION,
        Light.COMPLETE,
        rows=(
            PaperRow("Schuljahre", "12"),
            PaperRow("Abschluss", "Abitur, Aleppo"),
            PaperRow("Ausbildung oder Studium", "Pharmazie, 3 Jahre, ohne Abschluss"),
            PaperRow("Anerkennung", "Antrag gestellt", since=date(2026, 5, 18)),
        ),
    ),
    PaperBlock(
        Block.WORK_AND_HOUSING,
        Light.BEGUN,
        rows=(PaperRow("Arbeit", "sucht Arbeit, Teilzeit am Vormittag"), PaperRow("Führerschein", "keiner")),
        missing=("Wohnform", "Wohnungssuche"),
    ),
    PaperBlock(
        Block.STEPS,
        Light.COMPLETE,
        text="Zuerst den Integrationskurs mit B1 abschließen, dann ein Praktikum in einer Apotheke. Parallel "
        "läuft die Anerkennung. Wenn die Tochter im Sommer in die Schule kommt, ist der Vormittag frei "
        "für Arbeit.",
    ),
)

GOALS = (
    PaperGoal(
        area="Sprache",
        wording="Ich bestehe die B1-Prüfung, damit ich mit der Lehrerin meines Sohnes allein sprechen kann.",
        state=GoalState.IN_PROGRESS,
        seen_by="Zertifikat DTZ B1 liegt vor",
        until=date(2027, 2, 28),
        agreed_on=date(2026, 5, 12),
        next_review=date(2026, 11, 24),
        measures=(
            PaperMeasure(
                "Zur Prüfung anmelden",
                "Klientin",
                date(2026, 9, 30),
                "angemeldet für Januar",
                date(2026, 9, 21),
            ),
            PaperMeasure("Zweimal in der Woche ins Sprachcafé gehen", "Klientin", date(2027, 1, 31)),
            PaperMeasure(
                "Adresse des Sprachcafés und Zeiten heraussuchen",
                "Integrationsmanagement",
                date(2026, 6, 1),
                "",
                date(2026, 5, 20),
            ),
        ),
        history=(
            PaperGoalStep(GoalState.AGREED, date(2026, 5, 12)),
            PaperGoalStep(
                GoalState.IN_PROGRESS, date(2026, 8, 20), "Kurs B1 hat begonnen, geht regelmäßig hin"
            ),
        ),
    ),
    PaperGoal(
        area="Arbeit",
        wording="Ich möchte wieder in einer Apotheke arbeiten.",
        state=GoalState.AGREED,
        seen_by="Praktikum von vier Wochen gemacht",
        until=date(2027, 6, 30),
        agreed_on=date(2026, 8, 20),
        next_review=date(2026, 11, 24),
        measures=(
            PaperMeasure("Lebenslauf schreiben", "Klientin", date(2026, 12, 15)),
            PaperMeasure("Termin bei der Anerkennungsberatung nutzen", "Klientin", date(2026, 12, 3)),
            PaperMeasure("Praktikumsplätze in der Umgebung nennen", "Agentur für Arbeit", date(2027, 1, 31)),
        ),
    ),
    PaperGoal(
        area="Kinder und Familie",
        wording="Meine Tochter geht in den Kindergarten.",
        state=GoalState.REACHED,
        seen_by="Zusage der Stadt",
        until=date(2026, 9, 1),
        agreed_on=date(2025, 11, 4),
        history=(
            PaperGoalStep(GoalState.AGREED, date(2025, 11, 4)),
            PaperGoalStep(GoalState.REACHED, date(2026, 8, 28), "Platz ab September"),
        ),
    ),
)

NOTICE = PrivacyNoticePaper(OFFICE, WORKER, TODAY)
CONSENT = ConsentFormPaper(
    OFFICE,
    WORKER,
    TODAY,
    CLIENT,
    basic=ConsentDecision.GIVEN,
    health=ConsentDecision.REFUSED,
    interpreter_name="Nour Beispiel",
)
PASSING_ON = PassingOnConsentPaper(
    OFFICE,
    WORKER,
    TODAY,
    CLIENT,
    recipient="Jobcenter Beispielstadt",
    purpose="Klärung des Antrags auf Wohngeld",
    data_kinds="Anschrift, Aufenthalt, Sprachkurs",
    valid_until=date(2027, 3, 31),
    interpreter_name="Nour Beispiel",
)
RELOCATION = RelocationConsentPaper(OFFICE, WORKER, TODAY, CLIENT)
SPECIAL = SpecialConsentPaper(OFFICE, WORKER, TODAY, CLIENT, kind=SpecialKind.RELIGION)
UNDERTAKING = InterpreterUndertakingPaper(OFFICE, WORKER, TODAY)
AGREEMENT = AgreementPaper(
    OFFICE, WORKER, TODAY, CLIENT, expected_until=date(2029, 11, 20), case_number="IM-2026-0042"
)
PLAN = PlanPaper(
    OFFICE,
    WORKER,
    TODAY,
    CLIENT,
    "IM-2026-0042",
    3,
    PERIOD,
    BLOCKS,
    GOALS,
    begun_on=date(2024, 4, 9),
    course="Drei Überprüfungen im Jahr 2026. Nächste Überprüfung am 24.11.2026.",
)
CERTIFICATE = CertificatePaper(OFFICE, WORKER, TODAY, CLIENT, BROUGHT_AND_EXTENDED, "IM-2026-0042")
EXTENSION = ExtensionPaper(
    OFFICE,
    WORKER,
    TODAY,
    CLIENT,
    BROUGHT_AND_EXTENDED,
    (
        PaperExtension(
            date(2027, 4, 9),
            TODAY,
            "Analphabetismus",
            "Der Alphabetisierungskurs dauert bis Ostern.",
            date(2026, 11, 3),
            "Beratungsstelle",
            "Der Bescheid kam zu spät.",
            "Erika Beispiel",
        ),
        PaperExtension(
            date(2026, 12, 31), date(2026, 6, 2), "anderer Einzelfall", "Geburt", date(2026, 6, 1)
        ),
        PaperExtension(date(2026, 10, 31), date(2026, 3, 2)),
    ),
    "IM-2026-0042",
)
EMERGENCY = EmergencySheetPaper(
    TODAY,
    "Tresor Musterstadt",
    ("BCDFGHJ", "KLMNPQR", "STVWXZB", "CDFGHJK", "LMNPQRS", "TVWXZBC"),
    vault_code="7F3A-19C2",
    office_name="Integrationsmanagement Musterstadt",
)
FIGURES = KeyFiguresPaper(
    OFFICE,
    TODAY,
    2025,
    "bw-standard",
    1,
    (
        PaperFigureGroup(
            "Beratene Personen",
            (
                PaperFigureRow("weiblich", 48, 41),
                PaperFigureRow("männlich", 51, 55),
                PaperFigureRow("divers", 0, 0),
                PaperFigureRow("keine Angabe", 1, 2),
            ),
            total=100,
        ),
        PaperFigureGroup(
            "Beratungsgespräche nach Thema",
            (
                PaperFigureRow("Aufenthalt", 102, 88),
                PaperFigureRow("Sprache", 96, 120),
                PaperFigureRow("Arbeit", 181, 140),
                PaperFigureRow("Gesundheit und psychosoziale Fragen, auch mit Weitervermittlung", 37, 12),
            ),
            total=416,
            note="Jedes Gespräch hat genau ein Hauptthema.",
        ),
    ),
    balance=PlanBalance(31, 62, 14, 79),
    notes=(
        "Ein Gespräch mit mehreren Personen zählt einmal als Gespräch und für jede erwachsene "
        "Person einmal als Person.",
        "Wer im selben Jahr mit einer neuen Akte wiederkommt, zählt noch einmal als Person.",
    ),
    open_questions=("2 Gespräche liegen nach dem letzten Tag des Beratungszeitraums.",),
    workers=("Maja Musterfrau",),
    frozen_on=date(2026, 2, 12),
    number=1,
    fingerprint="9c1185a5c5e9fc54612808977ee8f548b2258d31",
)
ERASURE = ErasureProtocolPaper(
    OFFICE,
    WORKER,
    TODAY,
    (
        ErasedCase(date(2026, 11, 20), "Ziele erreicht / selbständig"),
        ErasedCase(date(2026, 11, 20), "Umzug/Übergabe"),
    ),
    places=("Sicherungsstick A",),
    places_missing=("Netzlaufwerk der Stadt",),
    backups_gone_by=date(2026, 12, 20),
    journal_head="4711 Einträge, letzter Kettenwert 51a9…",
)

REST = RestOfList(
    OFFICE,
    TODAY,
    (
        RestPerson(4, "Muster, Cem", "03.02.1980", "Einwilligung liegt nicht vor"),
        RestPerson(5, "حسن, محمد", "", "Einwilligung liegt nicht vor"),
        RestPerson(9, "Beispiel, Bo", "1985 (unsicher)", "Weggelassen"),
    ),
)

LETTER = LetterPaper(
    OFFICE,
    WORKER,
    TODAY,
    "Samira Musterfrau",
    "Einladung zum Gespräch ({Fallnummer})",
    "{Anrede},\n\nbitte kommen Sie am 24.11.2026 um 14:30 Uhr zu uns.\n\n{Name} wird erwartet.",
    ("Beispielgasse 2", "70000 Musterstadt"),
    "Musterfrau",
    Sex.FEMALE,
    "IM-2026-0042",
)

BY_CONSENT = PaperDisclosure(
    date(2026, 11, 20),
    "Jobcenter Musterstadt",
    "Stand des Antrags vom 3.11.2026",
    DisclosureWay.LETTER,
    DisclosureGround.CONSENT,
    date(2026, 6, 1),
    by="Maja Musterfrau",
)
BY_LAW = PaperDisclosure(
    date(2026, 10, 2),
    "Jugendamt Musterstadt",
    "Sorge um das jüngste Kind",
    DisclosureWay.PHONE,
    DisclosureGround.CHILD_WELFARE,
    reason="Gewichtige Anhaltspunkte, ein Gespräch darüber war am selben Tag nicht möglich.",
    told_on=date(2026, 10, 5),
    by="Maja Musterfrau",
)

OFFICE_LETTER = OfficeLetterPaper(
    OFFICE,
    WORKER,
    TODAY,
    "Jobcenter Musterstadt",
    "Antrag vom 3.11.2026",
    "bitte teilen Sie mir mit, welche Unterlagen noch fehlen.\n\nFrau Alrashid bringt sie dann vorbei.",
    CLIENT,
    BY_CONSENT,
    "Klärung offener Fragen zum Antrag",
    ("Beispielweg 3", "70000 Musterstadt"),
)
WITHDRAWAL = WithdrawalPaper(
    OFFICE,
    WORKER,
    TODAY,
    CLIENT,
    TODAY,
    date(2026, 12, 20),
    ("Jobcenter Musterstadt", "Jugendamt Musterstadt"),
    date(2029, 11, 20),
    "IM-2026-0042",
)
TO_DESTROY = PapersToDestroyPaper(
    OFFICE,
    WORKER,
    TODAY,
    CLIENT,
    (
        FiledPaper(FiledKind.SIGNED_CONSENT, date(2026, 1, 12), "Ordner 2026, Nr. 4", date(2029, 11, 20)),
        FiledPaper(FiledKind.AGREEMENT, date(2026, 1, 12), "Ordner 2026, Nr. 4"),
        FiledPaper(FiledKind.SIGNED_PLAN, date(2026, 2, 3)),
        FiledPaper(FiledKind.PLAN, date(2026, 3, 2)),
        FiledPaper(FiledKind.EXTENSION, date(2026, 4, 7)),
        FiledPaper(FiledKind.SIGNED_CONSENT, date(2026, 4, 1), keep_until=date(2029, 11, 20), scan_only=True),
        FiledPaper(FiledKind.SIGNED_CONSENT, date(2026, 5, 4), scan_only=True),
    ),
    "IM-2026-0042",
)
DISCLOSURES = DisclosuresPaper(OFFICE, WORKER, TODAY, CLIENT, (BY_CONSENT, BY_LAW), "IM-2026-0042")

ACCESS = AccessPaper(
    OFFICE,
    WORKER,
    TODAY,
    CLIENT,
    (
        AccessSection("Ihre Akte", (AccessEntry((PaperRow("Fallnummer", "IM-2026-0042"),)),)),
        AccessSection("Ihre Angehörigen, wie sie in Ihrer Akte stehen", ()),
        AccessSection(
            "Gespräche",
            (
                AccessEntry((PaperRow("Notiz", "Möchte im Januar beginnen."),), "12.01.2026"),
                AccessEntry((PaperRow("Notiz", "حسن يأتي غدا"), PaperRow("Am", date(2026, 2, 3)))),
            ),
        ),
    ),
    "IM-2026-0042",
)

FACTS = PrivacyFacts(
    (
        FieldGroup("Persönliche Angaben", "basic", ("Familienname", "Vorname", "Aufenthalt")),
        FieldGroup("Persönliche Angaben", "health", ("Behinderung",)),
        FieldGroup("Arbeits- und Wohnsituation", "basic", ("Arbeit", "Wohnform")),
    ),
    own_blocks=(("Ehrenamt", "basic"), ("Kirchengemeinde", "religion")),
    kinds_used=("health", "religion"),
    recipients=("Jobcenter", "Jugendamt", "sonstige Stelle"),
    told=("Jobcenter",),
    ways=(("owner", 1), ("emergency", 1)),
    derivation=KeyDerivation(3, 256, 4),
    cases=84,
    smallest=3,
)
RECORD = ProcessingRecordPaper(OFFICE, TODAY, FACTS)
MEASURES = SecurityMeasuresPaper(
    replace(OFFICE, backup_places=("/media/stick/Sicherung", "E:\\Sicherungen")), TODAY, FACTS
)
FLOW = DataFlowPaper(OFFICE, TODAY)
CONCEPT = ErasureConceptPaper(OFFICE, TODAY)
ASSESSMENT = ImpactAssessmentPaper(OFFICE, TODAY, FACTS)
REQUEST_LETTER = RequestLetterPaper(
    OFFICE,
    WORKER,
    TODAY,
    "Samira Musterfrau",
    Request(
        RequestKind.ACCESS,
        date(2026, 11, 2),
        identity=IdentityCheck.KNOWN,
        extension_reason="Viele Papiere liegen noch im Archiv (Beispiel).",
        extension_told_on=TODAY,
    ),
    date(2027, 2, 2),
    ("Beispielgasse 2", "70000 Musterstadt"),
    "Musterfrau",
    Sex.FEMALE,
    "IM-2026-0042",
)

PAPERS: dict[str, Paper] = {
    "privacy_notice": NOTICE,
    "consent_form": CONSENT,
    "passing_on_consent": PASSING_ON,
    "relocation_consent": RELOCATION,
    "special_consent": SPECIAL,
    "interpreter_undertaking": UNDERTAKING,
    "agreement": AGREEMENT,
    "plan": PLAN,
    "certificate": CERTIFICATE,
    "extension": EXTENSION,
    "letter": LETTER,
    "office_letter": OFFICE_LETTER,
    "request_letter": REQUEST_LETTER,
    "disclosures": DISCLOSURES,
    "access": ACCESS,
    "withdrawal": WITHDRAWAL,
    "papers_to_destroy": TO_DESTROY,
    "emergency_sheet": EMERGENCY,
    "key_figures": FIGURES,
    "erasure_protocol": ERASURE,
    "rest_of_list": REST,
    "processing_record": RECORD,
    "security_measures": MEASURES,
    "data_flow": FLOW,
    "erasure_concept": CONCEPT,
    "impact_assessment": ASSESSMENT,
}
