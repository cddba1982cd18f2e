"""Work beside the event loop: reads and writes in a thread with a call back to the screen that asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual.widget import Widget
from textual.worker import get_current_worker

from loket.models.errors import LoketError, Refused
from loket.widgets.base_app import BaseApp, app_of

if TYPE_CHECKING:
    from loket.store.database import Store
    from loket.store.reader import Reader


P = ParamSpec("P")
T = TypeVar("T")


def load(
    owner: Widget,
    group: str,
    then: Callable[[T], object],
    function: Callable[Concatenate[Store, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    """Call `function(store, …)` in a thread and give its result to `then` on the event loop.

    A newer load of the same `owner` and `group` makes the older one's result fall away; so does an owner that is gone.
    A `LoketError` appears in the message line.
    """
    app = app_of(owner)

    def work() -> None:
        worker = get_current_worker()

        def deliver(value: T) -> None:
            if not worker.is_cancelled and owner.is_attached:
                then(value)

        try:
            value = function(app.store_when_open(), *args, **kwargs)
        except LoketError as error:
            if not worker.is_cancelled:
                owner.call_later(app.say_error, error)
        except Exception as error:  # noqa: BLE001 - the border: a failing read must not end the session
            owner.call_later(app.defect, error)
        else:
            owner.call_later(deliver, value)

    owner.run_worker(work, group=group, thread=True, exclusive=True, exit_on_error=False)


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
    """Call the verb `function(store, …)` in a thread; its result goes to `then`, a refusal to `failed`.

    Never dropped for a newer one, and its outcome is said even when the screen that asked is gone. Acts are done one
    after another in the order in which they were asked for: an undo takes back what was pressed before it.
    """
    app = app_of(owner)

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

    if app.is_leaving:
        # The event loop is about to end: nothing would wait for a thread.
        if app.store is not None:
            function(app.store, *args, **kwargs)
        return

    def do() -> tuple[T, int | None]:
        store = app.store_when_open()
        before = store.last_tx
        value = function(store, *args, **kwargs)
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
