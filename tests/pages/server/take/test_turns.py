"""Nobody can push others aside by asking for much."""

import pytest

from pages.server.take.turns import QueueFullError, Turns


def queue(*jobs, most=60):
    turns = Turns(most)
    for client, weight, name in jobs:
        turns.add(client, weight, name)
    return turns


def order(turns):
    return [turns.next() for _ in range(len(turns))]


def test_one_client_is_served_in_the_order_of_asking():
    assert order(queue(*(("a", 1, number) for number in range(5)))) == list(range(5))


def test_who_asks_for_one_file_waits_for_one_of_each_other_client_only():
    turns = queue(*(("greedy", 1, number) for number in range(40)), ("modest", 1, "mine"))
    assert order(turns).index("mine") <= 1


def test_small_files_pass_large_ones_and_large_ones_have_their_turn_all_the_same():
    turns = queue(*(("a", 4, f"pack {n}") for n in range(5)), *(("b", 1, f"slide {n}") for n in range(20)))
    served = order(turns)
    assert served[:3] == ["slide 0", "slide 1", "slide 2"]
    assert 3 <= served.index("pack 0") <= 5
    assert served.index("pack 4") < served.index("slide 19") + 2


def test_a_large_file_is_not_overtaken_for_ever():
    turns = queue(("a", 10, "large"))
    for number in range(100):
        turns.add(f"client {number}", 1, number)
        if turns.next() == "large":
            break
    assert number <= 10


def test_a_full_queue_refuses_whoever_holds_most_of_it():
    turns = queue(*(("a", 1, number) for number in range(3)), most=3)
    with pytest.raises(QueueFullError):
        turns.add("a", 1, "more")


def test_in_a_full_queue_a_newcomer_takes_the_last_place_of_whoever_has_most():
    turns = queue(*(("a", 1, number) for number in range(3)), most=3)
    assert turns.add("b", 1, "mine") == 2
    assert sorted(map(str, order(turns))) == ["0", "1", "mine"]


def test_clients_who_share_a_full_queue_alike_push_nobody_out():
    turns = queue(("a", 1, 1), ("b", 1, 2), ("c", 1, 3), most=3)
    with pytest.raises(QueueFullError):
        turns.add("d", 1, 4)


def test_who_leaves_gives_the_place_back():
    turns = queue(("a", 1, "x"), ("a", 1, "y"))
    assert turns.remove(turns.waiting[0].job)
    assert not turns.remove("never there")
    assert order(turns) == ["y"]
