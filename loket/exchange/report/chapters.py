"""The chapters of the progress report in their order, from the summary to what each figure means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loket.exchange.documents.document import Bar, Bars, Bullets, Facts, Paragraph
from loket.exchange.report.chapter_parts import bars, heading, months, note, paragraph, rank, share_table, shares, table, text
from loket.exchange.report.figure_sentences import amount, counted, figure, in_a_row, out_of, percentage, told, told_shortly
from loket.exchange.report.report_data import COMPARED, NOTHING, ReportData, behind
from loket.exchange.report.report_model import Part, written_moment
from loket.insight.disclosure.cells import THRESHOLD
from loket.insight.disclosure.shown_figures import ShownCount, ShownShare
from loket.insight.figures.indicators import GROUP_LABELS, INDICATORS, Group, Indicator, Timing
from loket.insight.figures.record_set import RecordSet
from loket.insight.fitgap import SharedGapRow
from loket.insight.noteworthy.changes import ComparedChart, change_sentence
from loket.insight.noteworthy.significance import LEAST, LEAST_PER_CENT, LEVEL, Counts
from loket.insight.reports import OfferingFact, TrendFact
from loket.language import _, label, ngettext
from loket.language.formats import number, written_date
from loket.models.words import FitGapDimension, TrendState

_TOLD = (
    ("wensenscan_response", "wensenscan_followed_up"),
    ("sdm_all_groups", "outcome_info_used"),
    ("requests_referred", "referrals_helped"),
    ("unmet_needs",),
    ("signals_recorded", "trends_raised"),
    ("sessions_held", "fitgap_reported"),
)


def summary(data: ReportData) -> Iterator[Part]:
    """What a lead would read aloud."""
    any_asked = data.count("requests_received").value != 0
    opening = ("requests_received", "institutions_supported", "requests_open") if any_asked else ("requests_received",)
    said = told(data, *opening)
    for first in sorted((row for row in data.rows("requests_by_theme") if row.key is not None and row.count.value), key=rank)[:1]:
        most = _("Theme {theme} was asked about most: {count} times.")
        said += " " + most.format(theme=f"{first.key} ({first.label})", count=amount(first.count))
    yield Part(Paragraph(said, "lead"), behind(*opening))
    sentences = [(said, behind(*names)) for names in _TOLD if (said := told_shortly(data, *names))]
    if sentences:
        yield Part(Bullets(tuple(said for said, _records in sentences)), tuple(one for _said, records in sentences for one in records))


_SURVEY = ("wensenscan_response", "wensenscan_followed_up", "sdm_any", "sdm_all_groups", "outcome_info_used")


def institutions(data: ReportData) -> Iterator[Part]:
    """Where institutions stand: what the WensenScan says."""
    if data.shown.round is None:
        yield text(_("There is no WensenScan with answers yet, so nothing can be told of where institutions stand."))
        return
    yield text(
        _(
            "The WensenScan asks institutions where they stand with samen beslissen, and what they need. This is the round “{round}”."
        ).format(round=data.shown.round)
    )
    yield paragraph(data, "wensenscan_response", "wensenscan_followed_up")
    yield paragraph(data, "sdm_any", "sdm_all_groups", "outcome_info_used")
    yield shares(data, _("The WensenScan in figures"), *_SURVEY)
    yield note(
        _(
            "An institution counts once, however many of its audiences answered: policy and quality staff first. Percentages of answers "
            "are of the institutions that answered, not of all institutions."
        )
    )
    yield heading(_("Who answered"))
    for caption, head, name in (
        (_("Response by umbrella"), _("Umbrella"), "responses_by_umbrella"),
        (_("Response by kind of institution"), _("Kind"), "responses_by_kind"),
        (_("Response by province"), _("Province"), "responses_by_province"),
    ):
        yield share_table(data, caption, head, name)
    yield heading(_("From invitation to help"))
    lines = data.shown.tables["funnel"].lines or ()
    steps = tuple(Bar(line.label, line.cells[0].value, figure(line.cells[0])) for line in lines)
    yield Part(Bars(_("Institutions, step by step"), steps), data.behind("funnel", *(line.key for line in lines)))
    yield note(_("Every step counts institutions of the step before it."))


_BY_OBSTACLE = ("requests_by_obstacle", "signals_by_obstacle")


def requests(data: ReportData) -> Iterator[Part]:
    """What institutions ask for: how much, about what, and what is in the way, theme by theme."""
    yield paragraph(data, "requests_received", "institutions_supported", "requests_closed", "requests_open")
    yield paragraph(data, "request_lead_time", "requests_overdue")
    if data.count("requests_received").value != 0:
        yield paragraph(data, "requests_with_outcome_info")
    yield months(data)
    if data.count("requests_received").value == 0:
        return
    yield heading(_("By theme"))
    yield bars(data, _("Requests received, by theme"), "requests_by_theme")
    yield note(_("A request with two themes counts under both, so the themes add up to more than there are requests."))
    yield heading(_("Who asks, and how the question came"))
    yield bars(data, _("Requests received, by kind of institution"), "requests_by_kind")
    yield bars(data, _("Requests received, by audience"), "requests_by_audience")
    yield bars(data, _("Requests received, by source"), "requests_by_source")
    for theme in data.themes:
        yield from _theme(data, theme)


def _theme(data: ReportData, theme: int) -> Iterator[Part]:
    yield heading(_("Theme {theme}").format(theme=data.theme(theme)))
    asked, heard = _of_theme(data, "requests_by_theme", theme), _of_theme(data, "signals_by_theme", theme)
    told = counted(
        asked,
        lambda n: ngettext("{count} request was about this theme.", "{count} requests were about this theme.", n),
        _("No request was about this theme."),
        _("Requests about this theme"),
    )
    also = counted(
        heard,
        lambda n: ngettext("{count} signal was about it.", "{count} signals were about it.", n),
        _("No signal was about it."),
        _("Signals about this theme"),
    )
    yield text(
        f"{told[:1].upper()}{told[1:]} {also[:1].upper()}{also[1:]}",
        data.behind("requests_by_theme", str(theme)) + data.behind("signals_by_theme", str(theme)),
    )
    yield from _obstacles_of_theme(data, theme)
    for example in data.examples:
        if example.theme == theme:
            yield Part(Paragraph(f"“{example.text}”", "quote"))
            if data.internal:
                released = _("Released by {name} on {day}.")
                yield note(released.format(name=example.released_by or "?", day=written_date(example.released_on)))


def _of_theme(data: ReportData, name: str, theme: int) -> ShownCount:
    return next((row.count for row in data.rows(name) if row.key == str(theme)), NOTHING)


def _obstacles_of_theme(data: ReportData, theme: int) -> Iterator[Part]:
    """The obstacles of a theme that were named, with their numbers as far as one is shown; the others by name only."""
    asked = {row.key: row.count for row in data.rows("requests_by_obstacle")}
    heard = {row.key: row.count for row in data.rows("signals_by_obstacle")}
    counts = {name: (asked.get(name, NOTHING), heard.get(name, NOTHING)) for name in data.obstacles.get(theme, ())}
    told = [name for name, both in counts.items() if any(count.value for count in both)]
    others = [name for name, both in counts.items() if name not in told and any(count.value is None for count in both)]
    if told:
        rows = [(name, *map(figure, counts[name])) for name in told]
        records = [one for name in told for by in _BY_OBSTACLE for one in data.behind(by, name)]
        yield table(_("Obstacles that were named"), (_("Obstacle"), _("Requests"), _("Signals")), rows, records)
    if others:
        named = _("Also named: {obstacles}.") if told else _("Named as an obstacle: {obstacles}.")
        yield note(named.format(obstacles=in_a_row(others)) + " " + _("Their numbers are too small to show."))


def warnings(data: ReportData) -> tuple[str, ...]:
    """What the writer should know: examples that could still be released."""
    if not data.waiting:
        return ()
    told = ngettext("{count} example has not been released.", "{count} examples have not been released.", data.waiting)
    return (told.format(count=number(data.waiting)),)


_MOST, _PERHAPS = 10, 5


def signals(data: ReportData) -> Iterator[Part]:
    """What was heard, what became a national trend, and what rises and falls."""
    yield paragraph(data, "signals_recorded", "institutions_signalling")
    if data.count("signals_recorded").value != 0:
        yield paragraph(data, "signals_national")
        yield bars(data, _("Signals recorded, by theme"), "signals_by_theme")
    yield heading(_("Obstacles that most institutions name"))
    yield from _obstacles_by_institutions(data)
    yield heading(_("National trends"))
    yield paragraph(data, "trends_raised")
    yield from _trends(data)
    yield heading(_("What rises and falls"))
    yield from _movements(data)


def _obstacles_by_institutions(data: ReportData) -> Iterator[Part]:
    lines = [line for line in data.shown.tables["obstacles_by_institutions"].lines or () if line.cells[0].value]
    if not lines:
        yield text(_("No obstacle can be named."))
        return
    drawn = tuple(Bar(line.label, line.cells[0].value, figure(line.cells[0])) for line in lines[:_MOST])
    title = _("Institutions that name the obstacle, in the WensenScan, a request or a signal")
    yield Part(Bars(title, drawn), data.behind("obstacles_by_institutions", *(line.key for line in lines[:_MOST])))
    if len(lines) > _MOST:
        yield note(_("The {count} that most institutions name.").format(count=_MOST))


def _trends(data: ReportData) -> Iterator[Part]:
    told = [one for one in data.trends if data.internal or _may_be_told(data, one)]
    if told:
        header: tuple[str, ...] = (_("Trend"), _("Theme"), _("How far"), _("Owner"))
        rows: list[tuple[str, ...]] = [(one.title, data.theme(one.theme), label(one.state), one.owner or "–") for one in told]
        if data.internal:
            header = (*header, _("Institutions"), _("Signals"))
            rows = [(*row, str(one.institutions), str(one.signals)) for row, one in zip(rows, told, strict=True)]
        yield table(_("Trends and who takes them further"), header, rows, [one.behind_signals for one in told], texts=4)
    if not data.internal and len(told) < len(data.trends):
        yield note(
            _(
                "Only trends that were put on the agenda and that came from {few} or more institutions are named; confidential ones never."
            ).format(few=THRESHOLD)
        )


def _may_be_told(data: ReportData, trend: TrendFact) -> bool:
    """Whether a title, which is free text, may leave the house: raised by the programme, heard at enough institutions, naming nobody."""
    return (
        trend.state is not TrendState.OBSERVED
        and trend.institutions >= THRESHOLD
        and not data.known.is_named_in(f"{trend.title} {trend.owner or ''}")
    )


@dataclass(frozen=True, slots=True)
class _Movement:
    """A change as a sentence, how often chance alone would bring it, and the records of now."""

    said: str
    chance: float
    behind: tuple[RecordSet, ...]


def _movements(data: ReportData) -> Iterator[Part]:
    """The changes worth a mention against a year before: those that are more than chance and some that may be, least likely first."""
    compared = [source for source in COMPARED if _had_any(data, source.chart)]
    if not compared:
        yield text(_("Of {period} nothing was recorded, so there is nothing to compare with.").format(period=data.before.period.shown()))
        return
    found = sorted((one for source in compared for one in _worth_a_mention(data, source)), key=lambda one: one.chance)
    told = found[: sum(one.chance < LEVEL for one in found) + _PERHAPS]
    against = _("Compared with {period}.").format(period=data.before.period.shown())
    if not told:
        yield text(f"{against} {_('Nothing rose or fell enough to be worth a mention.')}")
    else:
        yield text(against)
        yield Part(Bullets(tuple(one.said for one in told)), tuple(one for each in told for one in each.behind))
    left = len(found) - len(told)
    others = ngettext("{count} other difference may be chance.", "{count} other differences may be chance.", left)
    rule = _(
        "A change is told when it is {least} or more and {share}% or more of the earlier count; “that may be chance” stands with one that "
        "an exact test does not tell from chance (p < 0.05). A count that is hidden in one of the two periods is not compared."
    ).format(least=LEAST, share=LEAST_PER_CENT)
    yield note(" ".join(([others.format(count=number(left))] if left else []) + [rule]))


def _worth_a_mention(data: ReportData, source: ComparedChart) -> Iterator[_Movement]:
    earlier = {row.key: row.count.value for row in data.before.breakdowns[source.chart] or ()}
    for row in data.rows(source.chart):
        before, now = earlier.get(row.key), row.count.value
        if row.key is None or before is None or now is None:
            continue
        counts = Counts(before, now)
        if counts.is_worth_a_mention:
            yield _Movement(
                change_sentence(_(source.said).format(what=row.label), counts), counts.chance, data.behind(source.chart, row.key)
            )


def _had_any(data: ReportData, chart: str) -> bool:
    """Whether there is anything to compare with: before there was a loket, everything was nothing."""
    found = data.before.figures["requests_received" if chart.startswith("requests") else "signals_recorded"]
    return isinstance(found, ShownShare) and found.numerator.value != 0


def effect(data: ReportData) -> Iterator[Part]:
    """What exists, who was referred to it, whether it helped, and what is missing."""
    yield paragraph(data, "requests_referred")
    yield paragraph(data, "referrals_used", "referrals_helped")
    yield shares(data, _("From request to help"), "requests_referred", "referrals_used", "referrals_helped", "unmet_needs")
    yield note(
        _(
            "Whether a referral was used, and whether it helped, is asked at its check-back date. What is still open or was never told is "
            "unknown, and counts neither as yes nor as no."
        )
    )
    yield heading(_("Unmet needs"))
    yield paragraph(data, "unmet_needs")
    if (found := data.share("unmet_needs")) is not None and found.denominator is not None and found.denominator.value != 0:
        lines = [line for line in data.shown.tables["unmet_by_theme"].lines or () if line.cells[1].value != 0]
        needs = [(line.label, ShownShare(line.cells[0], line.cells[1], None, None)) for line in lines]
        rows = [(theme, out_of(share), percentage(share) or "–") for theme, share in needs]
        title = _("Unmet needs by theme, of the open requests about it")
        yield table(title, (_("Theme"), _("n/N"), "%"), rows, data.behind("unmet_by_theme", *(line.key for line in lines)))
    yield heading(_("New offerings"))
    none = _("No new offering came available in this period.")
    yield from _offerings(data, _("Came available in this period"), _("Available from"), data.come_available, none)
    yield heading(_("Offerings in development"))
    none = _("No offerings are in development.")
    yield from _offerings(data, _("Being made"), _("Expected on"), data.being_made, none)


def _offerings(data: ReportData, caption: str, day: str, found: Sequence[OfferingFact], none: str) -> Iterator[Part]:
    told = [one for one in found if data.internal or not data.known.is_named_in(one.title)]
    if not told:
        yield text(_("There are none to name.") if found else none)
        return
    rows = [(one.title, label(one.kind) if one.kind else None, ", ".join(map(str, one.themes)), one.on) for one in told]
    header = (_("Offering"), _("Kind"), _("Themes"), day)
    yield table(caption, header, rows, [one.behind for one in told], texts=4)


def sessions(data: ReportData) -> Iterator[Part]:
    """The chapter on learning sessions."""
    yield paragraph(data, "sessions_held", "institutions_in_sessions")
    if not data.internal:
        return
    if data.sessions:
        rows = [
            (data.theme(one.theme), str(one.held), str(one.institutions), str(one.participants), str(one.unknown)) for one in data.sessions
        ]
        header = (_("Theme"), _("Held"), _("Institutions"), _("Participants"), _("unknown"))
        yield table(_("Sessions held, by focus theme"), header, rows, [one.behind for one in data.sessions])
        yield note(_("A session with two themes counts under both. Unknown: sessions of which nobody wrote down how many took part."))


def frontrunners(data: ReportData) -> Iterator[Part]:
    """The chapter on fit-gap analyses: which gaps are shared, and where national action is asked."""
    yield paragraph(data, "fitgap_reported")
    yield heading(_("Gaps that are shared"))
    yield from _gaps_counted(data) if data.internal else _gaps_named(data)


def _gaps_counted(data: ReportData) -> Iterator[Part]:
    rows = [row for row in data.fitgap.rows if row.over_all.asked]
    if not rows:
        yield text(_("No fit-gap analysis says anything yet."))
        return
    header = (_("Dimension"), _("large gap"), "%", _("unknown"), _("ask national action"))
    yield table(_("Institutions with a large gap, the most shared first"), header, [_gap_row(row) for row in rows])
    yield note(_("A gap is large from 3 on a scale of 0 to 4. An institution counts once, by its largest gap; unknown gaps are left out."))


def _gap_row(row: SharedGapRow) -> tuple[str, ...]:
    found, gaps = row.over_all, row.over_all.institutions
    share = f"{(200 * gaps.large + gaps.known) // (2 * gaps.known)}%" if gaps.known >= THRESHOLD else "–"
    return label(row.dimension), f"{gaps.large}/{gaps.known}", share, str(gaps.unknown), f"{found.national}/{found.asked}"


def _gaps_named(data: ReportData) -> Iterator[Part]:
    """Only which dimensions: of so few institutions nearly every number tells of one."""
    rows = sorted(data.fitgap.rows, key=lambda row: list(FitGapDimension).index(row.dimension))
    large = [label(row.dimension) for row in rows if row.over_all.institutions.large >= THRESHOLD]
    asking = [label(row.dimension) for row in rows if row.over_all.national >= THRESHOLD]
    if not large and not asking:
        yield text(_("There are too few analyses to tell which gaps are shared."))
        return
    if large:
        yield text(_("At {few} institutions or more the gap between now and what is needed is large in:").format(few=THRESHOLD))
        yield Part(Bullets(tuple(large)))
    if asking:
        yield text(_("{few} institutions or more ask for national action on:").format(few=THRESHOLD))
        yield Part(Bullets(tuple(asking)))
    yield note(_("Nearly every number of so few institutions would tell of one of them, so none is told here."))


def account(data: ReportData) -> Iterator[Part]:
    """How the figures came about."""
    period = data.shown.period
    yield Part(
        Facts(
            (
                (_("Period"), period.shown()),
                (_("As known at"), f"{written_moment(data.moment)} (#{data.moment.seq})"),
                (_("WensenScan"), data.shown.round or _("no round with answers")),
                (_("Small counts"), _("shown: this report is internal") if data.internal else _("hidden: this report may be shared")),
            )
        )
    )
    rules = (
        _(
            "Both the first and the last day count. States, such as open requests, are taken on {day}; what happens is counted "
            "within the period."
        ).format(day=written_date(period.end)),
        _(
            "The figures are what the database knew at the moment above. Asked again for that moment, they are the same, also after "
            "later corrections."
        ),
        _("Every percentage stands with its n/N. Unknown is never counted as “no”: it stands apart, in neither n nor N."),
        _(
            "An institution counts once in a figure of institutions. Requests and signals of parties that are no institution count "
            "in the flows, and in no institution figure."
        ),
        _(
            "What is confidential is told nowhere, though it counts in the figures. Examples are paraphrases that an advisor released "
            "for this."
        ),
    )
    yield Part(Bullets(rules))
    if not data.internal:
        yield heading(_("What is hidden"))
        yield text(
            _(
                "A count of 1 to {most}, or one with fewer than {few} institutions behind it, stands as <{few}. A count whose complement "
                "is that small, and a second one where a total or another table would give a hidden one away, stands as “-”. Percentages "
                "are computed only from counts that are shown. What is hidden is decided for each half-year."
            ).format(most=THRESHOLD - 1, few=THRESHOLD)
        )
    if period.end.isoformat() > data.moment.at[:10]:
        yield note(_("At the moment of knowledge the period was not over yet: the figures are not final."))


def formulas(data: ReportData) -> Iterator[Part]:
    """Every figure's numerator, denominator, unknown and source."""
    yield text(_("Every figure, by subject. Numerator and denominator are the n and N of n/N."))
    for group in Group:
        yield heading(_(GROUP_LABELS[group]))
        for indicator in INDICATORS:
            if indicator.group is group:
                yield heading(_(indicator.label), 3)
                yield Part(Facts(tuple(_defined(indicator))), behind(indicator.id))


def _defined(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield _("Numerator"), _(indicator.numerator)
    if indicator.denominator:
        yield _("Denominator"), _(indicator.denominator)
    if indicator.unknown_label:
        yield _("Unknown"), _(indicator.unknown_label)
    yield _("Taken"), _("on the last day") if indicator.timing is Timing.STATE else _("within the period")
    yield _("Asked for in"), indicator.source
