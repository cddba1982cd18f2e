"""Figures in words, the same wherever they are told: for none, one, many, nothing to count, and for what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from loket.exchange.report.report_data import ReportData
from loket.insight.disclosure.shown_figures import ShownCount, ShownDuration, ShownShare
from loket.insight.figures.figure import days_text
from loket.insight.figures.indicators import BY_ID
from loket.language import N_, _, ngettext
from loket.language.formats import number, written_date

_FEW = "<"


def figure(count: ShownCount | None) -> str:
    """A count in a table: `1.204`, `<5`, `-`; `–` where it cannot be."""
    if count is None:
        return "–"
    return number(count.value) if count.value is not None else count.mark


def is_hidden(count: ShownCount) -> bool:
    """Whether not even its size is told; `<5` still is a size."""
    return count.value is None and not count.mark.startswith(_FEW)


def amount(count: ShownCount) -> str:
    """A count in running text: `12`, `enkele (<5)`, `niet getoond`. `<5` may be more, of fewer than five institutions."""
    if count.value is not None:
        return number(count.value)
    return _("not shown") if is_hidden(count) else _("a few ({mark})").format(mark=count.mark)


def percentage(share: ShownShare) -> str:
    """`39%`, or nothing where a count is hidden or too small to have one."""
    return "" if share.percentage is None else f"{share.percentage}%"


def out_of(share: ShownShare) -> str:
    """A share in a table: `92/233`, `<5/92`, `-/92`."""
    return f"{figure(share.numerator)}/{figure(share.denominator)}" if share.denominator is not None else figure(share.numerator)


def not_shown(label: str) -> str:
    """The sentence for a hidden figure."""
    return _("{figure}: not shown.").format(figure=label)


def counted(count: ShownCount, told: Callable[[int], str], none: str, label: str) -> str:
    """A sentence about a count; `told` gives its singular or plural, with `{count}`."""
    if count.value == 0:
        return none
    if is_hidden(count):
        return not_shown(label)
    return told(2 if count.value is None else count.value).format(count=amount(count))


def portion(share: ShownShare, told: str, none: str, nothing: str, label: str) -> str:
    """A sentence about a part of a whole: `told` has `{share}` and `{percentage}`, `none` has `{whole}`, `nothing` is for no whole."""
    part, whole = share.numerator, share.denominator
    if whole is None or (whole.value == 0 and part.value == 0):
        return nothing
    if is_hidden(part):
        return not_shown(label)
    if is_hidden(whole):
        return _("{figure}: {part}; out of how many is not shown.").format(figure=label, part=amount(part))
    if (whole.value or 0) < 2:
        return _("{figure}: {part} of {whole}.").format(figure=label, part=amount(part), whole=amount(whole))
    if part.value == 0:
        return none.format(whole=amount(whole))
    shown = _("{part} of the {whole}").format(part=amount(part), whole=amount(whole))
    if part.value is not None and part.value == whole.value:
        shown = _("all {whole}").format(whole=amount(whole))
    per_cent = percentage(share)
    return told.format(share=shown, percentage=f" ({per_cent})" if per_cent else "")


def unknowns(share: ShownShare, what: str) -> str:
    """The sentence for the unknown ones, `what` says which they are; empty where there are none."""
    if share.unknown is None or share.unknown.value == 0:
        return ""
    return _("Unknown and not counted: {count} ({what}).").format(count=amount(share.unknown), what=what)


def contradictions(share: ShownShare) -> str:
    """The sentence for institutions whose audiences differ; empty where there are none, or where that is hidden."""
    if share.contradictory is None or share.contradictory.value == 0 or is_hidden(share.contradictory):
        return ""
    told = ngettext(
        "At {count} institution the audiences answer differently.",
        "At {count} institutions the audiences answer differently.",
        share.contradictory.value or 2,
    )
    return told.format(count=amount(share.contradictory))


def in_a_row(words: list[str]) -> str:
    """Words as a person says them: `a, b en c`."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


@dataclass(frozen=True, slots=True)
class _Telling:
    """How a share is told (see `saying.portion`); msgids."""

    some: str
    none: str
    nothing: str


_NO_ACTIVE = N_("There are no active institutions.")
_NO_ANSWERS = N_("There are no known answers yet.")
_NO_REQUESTS = N_("No requests were received in this period.")

_SHARES: Mapping[str, _Telling] = {
    "wensenscan_response": _Telling(
        N_("The WensenScan was filled in by {share} invited institutions{percentage}."),
        N_("None of the {whole} invited institutions has filled in the WensenScan yet."),
        N_("No WensenScan has been sent out yet."),
    ),
    "wensenscan_followed_up": _Telling(
        N_("A follow-up conversation was held with {share} institutions that filled it in{percentage}."),
        N_("No follow-up conversation has been held yet with the {whole} institutions that filled it in."),
        N_("There is no institution yet to hold a follow-up conversation with."),
    ),
    "sdm_any": _Telling(
        N_("Samen beslissen is applied in some form at {share} institutions of which the answer is known{percentage}."),
        N_("Samen beslissen is applied at none of the {whole} institutions of which the answer is known."),
        _NO_ANSWERS,
    ),
    "sdm_all_groups": _Telling(
        N_("Samen beslissen is applied with all patient groups at {share} institutions of which the answer is known{percentage}."),
        N_("Samen beslissen is applied with all patient groups at none of the {whole} institutions of which the answer is known."),
        _NO_ANSWERS,
    ),
    "outcome_info_used": _Telling(
        N_("Outcome information is used at {share} institutions of which the answer is known{percentage}."),
        N_("Outcome information is used at none of the {whole} institutions of which the answer is known."),
        _NO_ANSWERS,
    ),
    "institutions_supported": _Telling(
        N_("The requests came from {share} active institutions{percentage}."),
        N_("No request came from any of the {whole} active institutions."),
        _NO_ACTIVE,
    ),
    "requests_overdue": _Telling(
        N_("The due date has passed for {share} open requests that have one{percentage}."),
        N_("The due date has passed for none of the {whole} open requests that have one."),
        N_("No open request has a due date."),
    ),
    "requests_with_outcome_info": _Telling(
        N_("Outcome information plays a part in {share} requests received of which this is known{percentage}."),
        N_("Outcome information plays no part in any of the {whole} requests received of which this is known."),
        _NO_REQUESTS,
    ),
    "requests_referred": _Telling(
        N_("A referral to what exists was made for {share} requests received{percentage}."),
        N_("A referral to what exists was made for none of the {whole} requests received."),
        _NO_REQUESTS,
    ),
    "referrals_used": _Telling(
        N_("What was referred to was used in {share} referrals of which this is known{percentage}."),
        N_("What was referred to was used in none of the {whole} referrals of which this is known."),
        N_("Of no referral it is known in this period whether it was used."),
    ),
    "referrals_helped": _Telling(
        N_("It helped, fully or partly, in {share} used referrals of which this is known{percentage}."),
        N_("It helped in none of the {whole} used referrals of which this is known."),
        N_("Of no used referral it is known whether it helped."),
    ),
    "unmet_needs": _Telling(
        N_("For {share} open requests{percentage} nothing available fits and no referral was made: the unmet needs."),
        N_("For all of the {whole} open requests something available fits or a referral was made."),
        N_("There are no open requests, so no unmet needs either."),
    ),
    "signals_national": _Telling(
        N_("The reach is national for {share} signals of which it is known{percentage}."),
        N_("The reach is national for none of the {whole} signals of which it is known."),
        N_("Of no signal the reach is known."),
    ),
    "institutions_signalling": _Telling(
        N_("Signals came from {share} active institutions{percentage}."),
        N_("No signal came from any of the {whole} active institutions."),
        _NO_ACTIVE,
    ),
    "trends_raised": _Telling(
        N_("The programme put {share} trends on the national agenda{percentage}."),
        N_("None of the {whole} trends has been put on the national agenda yet."),
        N_("No trends have been recorded."),
    ),
    "sessions_held": _Telling(
        N_("The programme held {share} learning sessions that were planned in this period{percentage}."),
        N_("None of the {whole} learning sessions planned in this period has been held."),
        N_("No learning sessions were planned in this period."),
    ),
    "institutions_in_sessions": _Telling(
        N_("A learning session was enrolled for, scheduled or held at {share} active institutions{percentage}."),
        N_("No learning session was enrolled for, scheduled or held at any of the {whole} active institutions."),
        _NO_ACTIVE,
    ),
    "fitgap_reported": _Telling(
        N_("A fit-gap analysis was reported for {share} active front-runners{percentage}."),
        N_("No fit-gap analysis has been reported yet for any of the {whole} active front-runners."),
        N_("There are no active front-runners."),
    ),
}


def sentence(data: ReportData, name: str) -> str:
    """The sentence of an indicator; empty where a filter cannot apply."""
    found = data.shown.figures[name]
    label = _(BY_ID[name].label)
    if isinstance(found, ShownDuration):
        return _duration(found)
    if found is None:
        return ""
    if name in _SHARES:
        telling = _SHARES[name]
        return portion(found, _(telling.some), _(telling.none), _(telling.nothing), label)
    return _count(data, name, found, label)


def told(data: ReportData, *names: str) -> str:
    """Some indicators' sentences in one paragraph, each with its unknowns and contradictions."""
    sentences = []
    for name in names:
        found = data.shown.figures[name]
        sentences.append(sentence(data, name))
        if isinstance(found, ShownShare):
            sentences += [unknowns(found, _(BY_ID[name].unknown_label)), contradictions(found)]
    return " ".join(dict.fromkeys(part for part in sentences if part))


def told_shortly(data: ReportData, *names: str) -> str:
    """Some indicators' sentences with their unknowns; what is hidden, or has nothing to count, is left to its chapter."""
    sentences = []
    for name in names:
        found = data.shown.figures[name]
        if isinstance(found, ShownShare) and not is_hidden(found.numerator) and not _has_nothing(found):
            sentences += [sentence(data, name), unknowns(found, _(BY_ID[name].unknown_label))]
    return " ".join(part for part in sentences if part)


def _has_nothing(found: ShownShare) -> bool:
    return found.denominator is not None and found.denominator.value == 0


def _count(data: ReportData, name: str, found: ShownShare, label: str) -> str:
    day = written_date(data.shown.period.end)
    match name:
        case "requests_received":
            return counted(
                found.numerator,
                lambda n: ngettext(
                    "The loket received {count} request for support.", "The loket received {count} requests for support.", n
                ),
                _(_NO_REQUESTS),
                label,
            )
        case "requests_closed":
            return counted(
                found.numerator,
                lambda n: ngettext("It closed {count} request.", "It closed {count} requests.", n),
                _("No requests were closed in this period."),
                label,
            )
        case "requests_open":
            return counted(
                found.numerator,
                lambda n: ngettext("On {day} {count} request was open.", "On {day} {count} requests were open.", n).replace("{day}", day),
                _("On {day} no request was open.").format(day=day),
                label,
            )
        case "signals_recorded":
            return counted(
                found.numerator,
                lambda n: ngettext("The loket recorded {count} signal.", "The loket recorded {count} signals.", n),
                _("No signals were recorded in this period."),
                label,
            )
        case _:
            raise KeyError(f"no sentence tells {name}")


def _duration(found: ShownDuration) -> str:
    if found.n.value == 0:
        return _("No requests were resolved in this period, so there is no lead time.")
    if found.median_tenths is None or found.p90_tenths is None:
        return not_shown(_(BY_ID["request_lead_time"].label))
    return _("Half of the resolved requests took at most {median} days, nine out of ten at most {p90} days (n = {n}).").format(
        median=days_text(found.median_tenths), p90=days_text(found.p90_tenths), n=amount(found.n)
    )
