"""Survey files as the survey tools write them: read, matched and made into a canonical wensenscan table by a mapping."""

from typing import TYPE_CHECKING

from loket.lazy import modules_when_used

if not TYPE_CHECKING:
    __getattr__ = modules_when_used(__name__)
