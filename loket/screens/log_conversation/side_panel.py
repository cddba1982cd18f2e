"""What stands beside the notes: the answers to the WensenScan, what was promised last time, what is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widgets import Static

from loket.insight.fitgap import LatestGaps
from loket.insight.institution.conversation_context import Context, ContextInstitution, ContextParty
from loket.insight.institution.survey import AudienceAnswers, Survey
from loket.language import _, label
from loket.language.formats import short_date
from loket.models.words import Audience, ConversationKind, RecordKind
from loket.widgets.base_app import BaseApp
from loket.widgets.pane import Fact, Heading, PaneLine, pane_content

_SHORT = {
    Audience.POLICY_QUALITY: "B",
    Audience.PROFESSIONALS: "Z",
    Audience.PATIENTS: "P",
    Audience.BOARD: "RvB",
    Audience.IT: "ICT",
}
_MOST_REQUESTS = 8
_MOST_AGREED = 400
_MOST_AGENDA = 2000
_LARGE_GAP = 3


class SidePanel(Static):
    """Blocks of lines below each other, each with a column of labels of its own width."""

    DEFAULT_CSS = "SidePanel { height: auto; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__(Content(""), markup=False)
        self._blocks: Sequence[Sequence[PaneLine]] = ()

    def show(self, blocks: Sequence[Sequence[PaneLine]]) -> None:
        """Show other blocks."""
        self._blocks = blocks
        self.on_resize()

    def on_resize(self) -> None:
        """Lay out to the width."""
        if self.size.width:
            self.update(Content("\n\n").join(pane_content(block, self.size.width) for block in self._blocks if block))


def side_panel_blocks(context: Context, app: BaseApp, kind: ConversationKind | None = None) -> list[list[PaneLine]]:
    """Everything that is good to know during this talk of a kind; several institutions below each other, each under its name."""
    several = len(context.institutions) + len(context.parties) > 1
    planned = context.planned
    about = [(planned.subject, _("Subject")), (planned.location, _("Where"))] if planned else []
    blocks: list[list[PaneLine]] = [[Fact(text, name) for text, name in about if text]]
    for talker in context.institutions:
        name: list[PaneLine] = [Heading(talker.facts.shown)] if several else []
        own = [_survey_lines(talker.survey, app), _earlier_lines(talker, app)]
        if kind is ConversationKind.FIT_GAP and talker.gaps is not None:
            own.insert(0, _gap_lines(talker.gaps))
        blocks += [[*name, *own[0]], *own[1:]]
    agenda = context.agenda(kind)
    if agenda:
        blocks.append([Heading(_("AGENDA  f3 puts it into the notes")), Fact(agenda[:_MOST_AGENDA])])
    return [*blocks, *(_party_lines(party) for party in context.parties)]


def _survey_lines(survey: Survey | None, app: BaseApp) -> list[PaneLine]:
    if survey is None:
        return [Heading(_("WENSENSCAN")), Fact(_("not answered"), tone="muted")]
    days = " · ".join(
        f"{_who(one)} {short_date(one.submitted_on, one.submitted_on, weekday=False)}" if one.submitted_on else _who(one)
        for one in survey.answers
    )
    lines: list[PaneLine] = [Heading(f"{survey.round.upper()}  {days}")]
    scope = _answer(survey, lambda one: label(one.sdm_scope) if one.sdm_scope else "")
    info = _answer(survey, lambda one: label(one.uses_outcome_info) if one.uses_outcome_info else "")
    lines.append(Fact(scope or "?", _("Samen beslissen"), "attention" if survey.sdm_contradicts else ""))
    lines.append(Fact(info or "?", _("Outcome info"), "attention" if survey.outcome_info_contradicts else ""))
    ambition = _answer(survey, lambda one: one.ambition, between=" · ")
    if ambition:
        lines.append(Fact(ambition, _("Ambition")))
    themes = sorted({theme for one in survey.answers for theme in one.themes})
    lines.append(Fact(" · ".join(map(str, themes)) or "–", _("Wants help with")))
    obstacles = list(dict.fromkeys(obstacle for one in survey.answers for obstacle in one.obstacles))
    if obstacles:
        lines.append(Fact("\n".join(obstacles), _("Obstacles")))
    remark = _answer(survey, lambda one: one.free_text[:_MOST_AGREED], between=" · ")
    return [*lines, Fact(remark, _("Remark"))] if remark else lines


def _gap_lines(gaps: LatestGaps) -> list[PaneLine]:
    lines: list[PaneLine] = [Heading(f"{_('FIT-GAP')}  {gaps.outcome_set}, {label(gaps.state)}")]
    for gap in gaps.known:
        national = _("asks national action") if gap.national else ""
        text = " · ".join(part for part in (label(gap.dimension), national, gap.action) if part)
        lines.append(Fact(text, str(gap.gap), "attention" if gap.gap >= _LARGE_GAP else ""))
    return [*lines, Fact(_("unknown: {count}").format(count=gaps.unknown), "?", "muted")] if gaps.unknown else lines


def _answer(survey: Survey, read: Callable[[AudienceAnswers], str], between: str = " ≠ ") -> str:
    """One answer when all who are known agree, else each audience's: `B nee ≠ Z ja`."""
    known = [(_who(one), read(one)) for one in survey.answers if read(one)]
    if len({text for _name, text in known}) <= 1:
        return known[0][1] if known else ""
    return between.join(f"{name} {text}" for name, text in known)


def _who(answers: AudienceAnswers) -> str:
    return _SHORT[answers.audience] if answers.audience else "?"


def _earlier_lines(talker: ContextInstitution, app: BaseApp) -> list[PaneLine]:
    today = app.today
    earlier = talker.earlier
    if earlier is None:
        lines: list[PaneLine] = [Heading(_("LAST TIME")), Fact(_("no conversation yet"), tone="muted")]
    else:
        day = short_date(earlier.day, today, weekday=False)
        lines = [Heading(_("LAST TIME") + "  " + ", ".join([day, *earlier.advisors[:2]]))]
        if earlier.agreements:
            lines.append(Fact(earlier.agreements[:_MOST_AGREED], _("Agreed")))
    for place, promise in enumerate(talker.promises):
        due = short_date(promise.due_on, today, weekday=False) if promise.due_on else ""
        text = " · ".join(part for part in (promise.what, due, promise.advisor if promise.advisor != own_name(app) else "") if part)
        lines.append(Fact(_marked(text, late=promise.late), _("Promised") if not place else " ", "attention" if promise.late else ""))
    for place, request in enumerate(talker.requests[:_MOST_REQUESTS]):
        text = f"{RecordKind.REQUEST.number(request.id)} {request.title}"
        lines.append(Fact(_marked(text, late=request.late), _("Open") if not place else " ", "attention" if request.late else ""))
    more = len(talker.requests) - _MOST_REQUESTS
    if more > 0:
        lines.append(Fact(_("and {n} more").format(n=more), " ", "muted"))
    lines += [Fact(text, _("People") if not place else " ") for place, text in enumerate(_people(talker))]
    return lines


def own_name(app: BaseApp) -> str:
    """Who is at work."""
    store = app.store
    return store.actor if store is not None else ""


def _marked(text: str, *, late: bool) -> str:
    return text + " " + _("!late") if late else text


def _people(talker: ContextInstitution | ContextParty) -> Sequence[str]:
    return [f"{person.name}, {person.function}" if person.function else person.name for person in talker.people[:6]]


def _party_lines(party: ContextParty) -> list[PaneLine]:
    return [Heading(party.name), *(Fact(text, _("People") if not place else " ") for place, text in enumerate(_people(party)))]
