"""Work beside the event loop: reads and writes in a thread with a call back to the screen that asked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual.widget import Widget
from textual.worker import get_current_worker

from loket.models.errors import LoketError, Refused
from loket.widgets.base_app import BaseApp, app_of
from loket.widgets.key_queue import Waits

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.reader import Reader


P = ParamSpec("P")
T = TypeVar("T")
_NUMBERS = count(1)


def load(
    owner: Widget,
    group: str,
    then: Callable[[T], object],
    function: Callable[Concatenate[Store, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    """Call `function(store, …)` in a thread and give its result to `then` on the event loop; keys pressed meanwhile wait for it.

    A newer load of the same `owner` and `group` makes the older one's result fall away; so does an owner that is gone.
    A `LoketError` appears in the message line.
    """
    _load(owner, group, "every key", then, lambda store: function(store, *args, **kwargs))


def load_found(
    owner: Widget,
    group: str,
    then: Callable[[T], object],
    function: Callable[Concatenate[Store, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    """`load` of what a text finds: one types on meanwhile, but a key that acts on what is found waits for it."""
    _load(owner, group, "commands", then, lambda store: function(store, *args, **kwargs))


def load_beside(
    owner: Widget,
    group: str,
    then: Callable[[T], object],
    function: Callable[Concatenate[Store, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    """`load` of what stands beside the work, such as the details of the row under the cursor: no key waits for it."""
    _load(owner, group, "nothing", then, lambda store: function(store, *args, **kwargs))


def _load(owner: Widget, group: str, waits: Waits, then: Callable[[T], object], function: Callable[[Store], T]) -> None:
    app = app_of(owner)
    held = app.key_queue.hold(owner, group, waits)

    def work() -> None:
        worker = get_current_worker()

        def deliver(value: T) -> None:
            if not worker.is_cancelled and owner.is_attached:
                then(value)

        try:
            value = function(app.store_when_open())
        except LoketError as error:
            if not worker.is_cancelled:
                owner.call_later(app.say_error, error)
        except Exception as error:  # noqa: BLE001 - the border: a failing read must not end the session
            owner.call_later(app.defect, error)
        else:
            owner.call_later(deliver, value)
        app.call_later(app.key_queue.release, held)

    owner.run_worker(work, group=group, thread=True, exclusive=True, exit_on_error=False)


def folded(function: Callable[Concatenate[Store, P], T]) -> Callable[Concatenate[Store, P], T]:
    """A read over many records at once, for `load`: what is confidential is folded until it is opened."""

    def read(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return function(store.folded(), *args, **kwargs)

    return read


def reading(function: Callable[Concatenate[Reader, P], T]) -> Callable[Concatenate[Store, P], T]:
    """A function of insight that takes a reader as one that takes the store, for `load`: it gets one look at the database."""

    def read(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with store.read() as reader:
            return function(reader, *args, **kwargs)

    return read


def act(
    owner: Widget,
    then: Callable[[T], object],
    failed: Callable[[Refused], None] | None,
    function: Callable[Concatenate[Store, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    """Call the verb `function(store, …)` in a thread; its result goes to `then`, a refusal to `failed`. Keys wait for it.

    Never dropped for a newer one, and its outcome is said even when the screen that asked is gone. Acts are done one
    after another in the order in which they were asked for: an undo takes back what was pressed before it.
    """
    _act(owner, "every key", then, failed, lambda store: function(store, *args, **kwargs))


def act_aside(
    owner: Widget,
    then: Callable[[T], object] | None,
    function: Callable[Concatenate[Store, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    """`act` for what is kept while one works on, such as a draft: no key waits for it."""
    _act(owner, "nothing", then or _nothing, None, lambda store: function(store, *args, **kwargs))


def _nothing(_value: object) -> None:
    """It was kept: nothing to say."""


def _act(
    owner: Widget, waits: Waits, then: Callable[[T], object], failed: Callable[[Refused], None] | None, function: Callable[[Store], T]
) -> None:
    app = app_of(owner)
    if app.is_leaving:
        # The event loop is about to end: nothing would wait for a thread.
        if app.store is not None:
            function(app.store)
        return
    held = app.key_queue.hold(app.screen, f"act {next(_NUMBERS)}", waits)

    def work() -> None:
        try:
            value, tx = turn.result()
        except Refused as refused:
            app.call_later(_refuse, app, owner, failed, refused)
        except LoketError as error:
            app.call_later(app.say_error, error)
        except Exception as error:  # noqa: BLE001 - the border: a failing write must not end the session
            app.call_later(app.defect, error)
        else:
            (owner if owner.is_attached else app).call_later(_deliver, app, then, value, tx)
        app.call_later(app.key_queue.release, held)

    def do() -> tuple[T, int | None]:
        store = app.store_when_open()
        before = store.last_tx
        value = function(store)
        return value, store.last_tx if store.last_tx != before else None

    turn = app.acts.submit(do)
    app.run_worker(work, group="act", thread=True, exit_on_error=False)


def _deliver(app: BaseApp, then: Callable[[T], object], value: T, tx: int | None) -> None:
    if tx is not None:
        app.acted(tx)
    then(value)


def _refuse(app: BaseApp, owner: Widget, failed: Callable[[Refused], None] | None, refused: Refused) -> None:
    if failed is not None and owner.is_attached:
        failed(refused)
    else:
        app.say_error(refused)
