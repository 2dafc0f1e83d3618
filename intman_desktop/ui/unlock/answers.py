"""What the first start asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class FirstAnswers:
    """What is needed for a new store; ``provider_law`` is a code of ``ProviderLaw``."""

    folder: Path
    provider: str
    provider_law: str
    office: str
    town: str
    worker: str
    passphrase: str = field(repr=False)
