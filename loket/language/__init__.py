"""The words of the screens: translations, labels, dates and numbers in Dutch and English."""

from loket.language.gettext import N_, _, current_language, label, ngettext, set_language

__all__ = ["N_", "_", "current_language", "label", "ngettext", "set_language"]
