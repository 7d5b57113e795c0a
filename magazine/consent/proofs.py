"""What shows that an answer was given: when, to which question, and which. Never by whom."""

import datetime
import secrets
from typing import Any

from django.utils import timezone

from ..models import ConsentProof
from .choice import KEPT, Choice

#: A proof serves as long as the answer, and six months more, for whoever asks about it.
PROOF_KEPT = KEPT + datetime.timedelta(days=183)


def record(choice: Choice) -> ConsentProof:
    """Keep the proof of an answer."""
    return ConsentProof.objects.create(
        number=secrets.token_hex(6), day=timezone.localdate(), answer=str(choice)
    )


def find(number: str) -> ConsentProof | None:
    """Return the proof of this number."""
    return ConsentProof.objects.filter(number=number).first() if number else None


def forget_old_proofs(sender: Any = None, **kwargs: Any) -> None:
    """Delete the proofs that serve no more."""
    ConsentProof.objects.filter(day__lt=timezone.localdate() - PROOF_KEPT).delete()
