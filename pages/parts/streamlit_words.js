// Streamlit speaks English only: its few own words are put into the reader's language whenever it draws them.
(() => {
  window.lbWords = WORDS;
  const places = '#stSidebar, [data-testid="stExpandSidebarButton"], [data-testid="stSidebarCollapseButton"] button, '
    + 'a[href^="#"], [role="combobox"], [role="combobox"] + button, [role="listbox"] *, [data-testid="stFileUploader"] *';
  const put = () => {
    for (const element of document.querySelectorAll(places)) {
      for (const name of ["aria-label", "placeholder"]) {
        const now = element.getAttribute(name), said = window.lbWords[now];
        if (said && said !== now) element.setAttribute(name, said);
      }
      if (element.childElementCount) continue;
      const now = element.textContent, said = window.lbWords[now];
      if (said && said !== now) element.childNodes.forEach((node, place) => { node.nodeValue = place ? "" : said; });
    }
  };
  if (!window.lbWatch) {
    // on a phone the menu lies over the page: it goes away when something has been chosen
    document.addEventListener("click", (event) => {
      if (window.innerWidth > 768 || !event.target.closest("#stSidebar a")) return;
      setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 200);
    });
    // a chart would take touches for itself: a finger could not scroll over it, and a tap chose what was tapped before;
    // left to the browser, a tap points first and then clicks
    window.addEventListener("touchstart", (event) => {
      if (event.target.closest(".js-plotly-plot")) event.stopPropagation();
    }, { capture: true, passive: true });
    let waiting = false;
    window.lbWatch = new MutationObserver(() => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; put(); });
    });
    window.lbWatch.observe(document.body, { childList: true, subtree: true });
  }
  put();
})();
