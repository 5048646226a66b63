// What a page says to somebody who does not see it: the way past bar, menu and choices, and that another view has come.
(() => {
  const heading = () => document.querySelector('[data-testid="stMain"] h1');

  /** Streamlit's link leads to the whole page, of which bar and choices are a part: ours to its heading. */
  document.addEventListener("click", (event) => {
    const found = event.target.closest?.('[data-testid="stSkipToContent"]') && heading();
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    found.tabIndex = -1;
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "start" });
  }, { capture: true });

  // a region that is there from the beginning: what is put into it later is read aloud, what the page held at first is not
  const told = document.createElement("div");
  told.className = "lb-told";
  told.setAttribute("role", "status");
  document.body.append(told);
  let last = "";
  let waiting = 0;
  const seen = () => {
    const found = heading();
    const above = found?.parentElement.querySelector(".lb-eyebrow");
    return [found, above].filter(Boolean).map((one) => one.textContent).join(". ");
  };
  const tell = () => {
    const now = seen();
    if (now && now !== last) told.textContent = last = now;
  };
  new MutationObserver(() => {
    last ||= seen();
    clearTimeout(waiting);
    waiting = setTimeout(tell, 400); // when the page has been at rest: a view comes in several parts
  }).observe(document.getElementById("root"), { childList: true, subtree: true, characterData: true });
})();
