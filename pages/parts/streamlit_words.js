// Streamlit speaks English only: its few own words are put into the reader's language whenever it draws them.
(() => {
  window.lbWords = WORDS;
  const places = '[data-testid="stSkipToContent"], [role="combobox"], [role="combobox"] + button, [role="listbox"] *, [data-testid="stFileUploader"] *';
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
    // a chart would take touches for itself: a finger could not scroll over it, and a tap chose what was tapped before;
    // left to the browser, a tap points first and then clicks
    window.addEventListener("touchstart", (event) => {
      if (event.target.closest(".js-plotly-plot")) event.stopPropagation();
    }, { capture: true, passive: true });
    // Plotly looks every 50 ms at what is under the pointer, and forgets it when it looks while a button is held: a press
    // right after a movement chose nothing, or what was under the pointer before. Such a press reaches the chart later.
    const looked = 80;
    let moved = 0, held = null, released = false;
    const pass = (kind) => held.target.dispatchEvent(new MouseEvent(kind, {
      bubbles: true, cancelable: true, view: window, clientX: held.clientX, clientY: held.clientY,
    }));
    const watch = (event) => {
      if (!event.isTrusted || event.button) return;
      if (held) {
        event.stopImmediatePropagation();
        if (released || event.buttons) return;
        released = true;
        pass("mousemove");
        setTimeout(() => { pass("mousedown"); pass("mouseup"); held = null; }, looked);
      } else if (event.target.closest?.(".js-plotly-plot .nsewdrag")) {
        if (event.type === "mousemove") moved = performance.now();
        if (event.type !== "mousedown" || performance.now() > moved + looked) return;
        event.stopImmediatePropagation();
        [held, released] = [event, false];
      }
    };
    for (const kind of ["mousemove", "mousedown", "mouseup"]) window.addEventListener(kind, watch, { capture: true });
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
