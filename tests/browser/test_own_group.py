"""A reader makes a group of regions of their own by keyboard, changes it, finds it again and takes it away."""

import pytest

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

EAST = "own:MK10-MK11-MK12:Itä-Suomi"


def tick(reader: Reader, *names):
    """Tick regions by keyboard alone, as somebody does who walks through the form."""
    wanted = {*names}
    while wanted:
        reader.tab.keyboard.press("Tab")
        label = reader.tab.evaluate("document.activeElement.closest('label')?.textContent.trim() ?? ''")
        if label in wanted:
            reader.tab.keyboard.press("Space")
            wanted.remove(label)


def test_a_group_is_made_by_keyboard_and_is_there_after_a_refresh(reader):
    reader.open("trends", lang="fi", indicator="belongs")
    reader.tab.get_by_role("button", name="Oma alueryhmä").focus()
    reader.tab.keyboard.press("Enter")
    reader.wait("document.activeElement.closest('form.lb-own')")
    reader.tab.keyboard.type("Itä-Suomi")
    tick(reader, "Etelä-Savo", "Pohjois-Savo", "Pohjois-Karjala")
    reader.tab.keyboard.press("Enter")
    reader.until(areas=EAST)
    reader.wait("document.activeElement.title === 'Muokkaa: Itä-Suomi'")
    reader.tab.reload()
    reader.settled()
    assert reader.view["areas"] == EAST
    reader.tab.locator(".lb-chip", has_text="Itä-Suomi").wait_for()
    assert not reader.errors


def test_a_group_is_changed_and_taken_away(reader):
    reader.open("trends", lang="en", indicator="belongs", areas=f"MK01 {EAST}")
    reader.tab.get_by_role("button", name="Edit: Itä-Suomi").click()
    form = reader.tab.get_by_role("dialog", name="Edit: Itä-Suomi")
    form.get_by_role("textbox", name="Name").fill("  East & <b>north</b>. ")
    form.get_by_role("checkbox", name="Kainuu").check()
    form.get_by_role("button", name="Show in the picture").click()
    reader.until(areas="MK01 own:MK10-MK11-MK12-MK18:East_&_b_north_b")
    reader.tab.get_by_role("link", name="Remove: East & b north b").click()
    reader.until(areas="MK01")


def test_a_group_without_a_name_or_of_one_region_is_not_made_and_the_form_says_why(reader):
    reader.open("trends", lang="sv", indicator="belongs")
    reader.tab.get_by_role("button", name="Egen områdesgrupp").click()
    form = reader.tab.get_by_role("dialog", name="Egen områdesgrupp")
    form.get_by_role("button", name="Visa i bilden").click()
    assert form.get_by_role("status").inner_text().startswith("Ge gruppen ett namn")
    for real in ("Lappi", "LAPPLAND", "Åland", "Hela landet", "Finland"):
        form.get_by_role("textbox", name="Namn").fill(real)
        form.get_by_role("button", name="Visa i bilden").click()
        assert form.get_by_role("status").inner_text().startswith("Så heter redan ett område")
    form.get_by_role("textbox", name="Namn").fill("Norr")
    form.get_by_role("checkbox", name="Lappland").check()
    form.get_by_role("button", name="Visa i bilden").click()
    assert form.get_by_role("status").inner_text().startswith("Välj minst två landskap")
    reader.tab.keyboard.press("Escape")
    form.wait_for(state="hidden")
    assert reader.view["areas"] == "none"
