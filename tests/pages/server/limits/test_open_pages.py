"""Nobody keeps the room of others."""

from pages.server.limits.open_pages import OpenPage, OpenPages


async def close():
    pass


def opened(pages, address, count=1):
    return [enter(pages, address)[0] for _ in range(count)]


def enter(pages, address):
    page = OpenPage(address, close)
    return page, pages.enter(page)


def test_whoever_holds_most_makes_room_for_others_and_loses_the_page_that_is_quiet():
    pages = OpenPages(3)
    first, second, _ = opened(pages, "stranger", 3)
    pages.note(first)
    assert pages.has_room("reader")
    assert enter(pages, "reader")[1] is second
    assert pages.count == 3


def test_whoever_holds_most_finds_no_more_room():
    pages = OpenPages(3)
    opened(pages, "stranger", 3)
    assert not pages.has_room("stranger")


def test_addresses_that_hold_as_much_take_nothing_from_each_other():
    pages = OpenPages(4)
    opened(pages, "a", 2)
    opened(pages, "b", 2)
    assert not pages.has_room("a")
    assert not pages.has_room("b")
    assert pages.has_room("c")


def test_a_page_that_is_closed_twice_is_counted_once():
    pages = OpenPages(3)
    (page,) = opened(pages, "a")
    pages.leave(page)
    pages.leave(page)
    pages.note(page)
    assert pages.count == 0
    assert not pages._of_address
