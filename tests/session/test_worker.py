"""What a worker is given is done in order in a thread of its own, all of it, and who waits knows when."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from jmapdesk.session.worker import Worker


def test_everything_is_done_in_order_before_it_closes() -> None:
    done: list[int] = []
    worker: Worker[int] = Worker("w", done.extend)
    for n in range(1000):
        worker.put(n)
    worker.close(10)
    assert done == list(range(1000))


def test_it_has_a_thread_only_while_there_is_something_for_it() -> None:
    names: list[str] = []
    worker: Worker[int] = Worker("w", lambda items: names.append(threading.current_thread().name))
    assert not worker.has_begun
    assert worker.flush(0)
    worker.close(0)
    worker.put(1)
    assert worker.has_begun
    worker.close(10)
    assert not worker.has_begun
    assert names == ["w"]


def test_closed_it_begins_again_when_it_is_given_something() -> None:
    done: list[int] = []
    worker: Worker[int] = Worker("w", done.extend)
    worker.put(1)
    worker.close(10)
    worker.put(2)
    worker.close(10)
    assert done == [1, 2]


def test_who_flushes_waits_for_what_came_before() -> None:
    done: list[int] = []

    def slowly(items: Sequence[int]) -> None:
        time.sleep(0.05)
        done.extend(items)

    worker: Worker[int] = Worker("w", slowly)
    worker.put(1)
    worker.put(2)
    assert worker.flush(10)
    assert done == [1, 2]
    worker.close(10)


def test_who_flushes_waits_no_longer_than_said() -> None:
    may_go = threading.Event()
    worker: Worker[int] = Worker("w", lambda items: may_go.wait(10))
    worker.put(1)
    assert not worker.flush(0.01)
    may_go.set()
    assert worker.flush(10)
    worker.close(10)


def test_what_waits_is_handed_over_at_once() -> None:
    may_go, taken = threading.Event(), threading.Event()
    batches: list[list[int]] = []

    def work(items: Sequence[int]) -> None:
        batches.append(list(items))
        taken.set()
        may_go.wait(10)

    worker: Worker[int] = Worker("w", work)
    worker.put(0)
    assert taken.wait(10)
    for n in (1, 2, 3):
        worker.put(n)
    may_go.set()
    worker.close(10)
    assert batches == [[0], [1, 2, 3]]


def test_what_did_not_work_out_is_tried_again_unasked() -> None:
    tries: list[list[int]] = []
    again = threading.Event()

    def work(items: Sequence[int]) -> None:
        tries.append(list(items))
        if len(tries) == 3:
            again.set()

    worker: Worker[int] = Worker("w", work, lambda: 0.01 if len(tries) < 3 else None)
    worker.put(7)
    assert again.wait(10)
    worker.close(10)
    assert tries == [[7], [], []]


def test_a_flush_tries_too_where_nothing_new_has_come() -> None:
    tries: list[list[int]] = []
    worker: Worker[int] = Worker("w", lambda items: tries.append(list(items)))
    worker.put(7)
    assert worker.flush(10)
    assert worker.flush(10)
    worker.close(10)
    assert [7] in tries
    assert tries[-1] == []
