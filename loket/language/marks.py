"""The mark that an evaluation begins with: `7,9 – goed ontvangen` is 7.9. The text is what is kept; the mark is read from it."""

from __future__ import annotations

import re
from decimal import Decimal

_TENTHS = r"10[.,]0{1,2}|[1-9][.,][0-9]{1,2}"
_ENDED = r"(?=\s*(?:$|\n|[–—:;(]|[-.,](?![0-9])))"
_MARK = re.compile(rf"\s*(?:(?P<whole>10|[1-9]){_ENDED}|(?P<tenths>{_TENTHS})(?:\s|{_ENDED})|(?P<of_ten>{_TENTHS}|10|[1-9])\s*/\s*10\b)")


def mark_of(evaluation: str | None) -> Decimal | None:
    """The mark from 1 to 10 at the beginning of an evaluation; None when it begins with none.

    After a whole number something must end it (`8`, `8 – goed`, `8/10`): `8 deelnemers bleven weg` is no mark.
    """
    match = _MARK.match(evaluation or "")
    if match is None:
        return None
    written = match["whole"] or match["tenths"] or match["of_ten"]
    return Decimal(written.replace(",", "."))
