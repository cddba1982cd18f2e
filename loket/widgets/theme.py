"""The two themes. Every colour stands here once; widgets name it by its role."""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, by what they say."""

    ground: str
    pane: str
    cursor_row: str
    text: str
    muted: str
    focus: str
    attention: str
    error: str
    done: str


DARK = Palette("#15191c", "#1c2226", "#1f3f47", "#d9dedd", "#9fabad", "#7cc0cb", "#dcae55", "#ee938a", "#97c788")
LIGHT = Palette("#fbfaf7", "#f3f1eb", "#d3e6e9", "#21282b", "#546064", "#0a5c6b", "#7a4f00", "#9c2c25", "#28602d")


def _theme(name: str, colours: Palette, *, dark: bool) -> Theme:
    own = {
        "ground": colours.ground,
        "pane": colours.pane,
        "cursor-row": colours.cursor_row,
        "muted": colours.muted,
        "focus": colours.focus,
        "attention": colours.attention,
        "done": colours.done,
    }
    textuals = {
        "text": colours.text,
        "text-muted": colours.muted,
        "text-disabled": colours.muted,
        "foreground-muted": colours.muted,
        "foreground-disabled": colours.muted,
        "border": colours.focus,
        "border-blurred": colours.muted,
        "block-cursor-foreground": colours.text,
        "block-cursor-background": colours.cursor_row,
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": colours.text,
        "block-cursor-blurred-background": colours.pane,
        "block-hover-background": colours.pane,
        "input-cursor-background": colours.text,
        "input-cursor-foreground": colours.ground,
        "input-selection-background": colours.cursor_row,
        "screen-selection-background": colours.cursor_row,
        "scrollbar": colours.cursor_row,
        "scrollbar-hover": colours.focus,
        "scrollbar-active": colours.focus,
        "scrollbar-background": colours.ground,
        "scrollbar-background-hover": colours.ground,
        "scrollbar-background-active": colours.ground,
        "scrollbar-corner-color": colours.ground,
    }
    return Theme(
        name=name,
        primary=colours.focus,
        secondary=colours.focus,
        accent=colours.focus,
        warning=colours.attention,
        error=colours.error,
        success=colours.done,
        foreground=colours.text,
        background=colours.ground,
        surface=colours.ground,
        panel=colours.pane,
        boost=colours.pane,
        dark=dark,
        text_alpha=1.0,
        variables=own | textuals,
    )


THEMES = {"dark": _theme("loket-dark", DARK, dark=True), "light": _theme("loket-light", LIGHT, dark=False)}
