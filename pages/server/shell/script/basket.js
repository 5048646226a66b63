// The basket stays in this browser: it goes into the address of a page that is opened anew, before the page asks what
// the address holds, and is written down when it has changed. Without storage it lasts as long as the page is open.
// A session that begins in the middle of a visit (another process took over) is given it as well.
(() => {
  const NAME = "lb.slides";
  const ANSWERED = 10000; // ms after which a session that still asks is given it once more
  const JITTER = 500; // ms: when a process dies, its readers do not come back all at once
  const read = () => { try { return localStorage.getItem(NAME) || ""; } catch { return ""; } };
  let known = read();
  let empty = !known; // when the connection was opened: then there is nothing to give
  let given = 0;
  const put = (place) => {
    const here = new URL(location.href);
    if (known) here.searchParams.set("kept", known);
    here.hash = place;
    history.replaceState(history.state, "", here);
  };
  if (known) put(location.hash);

  /** Let the page be made again, from its whole address and with the basket. */
  const again = () => {
    given = performance.now();
    put(""); // nobody is led away from what they read
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  };
  const write = () => {
    const store = document.querySelector(".lb-kept-store");
    if (!store) return;
    if ("asks" in store.dataset && !empty) {
      if (!given || performance.now() - given > ANSWERED) again();
      return;
    }
    const now = store.dataset.kept;
    if (now === known) return;
    known = now;
    try { now ? localStorage.setItem(NAME, now) : localStorage.removeItem(NAME); } catch { /* this session only */ }
  };
  window.addEventListener("pagehide", write);
  document.addEventListener("visibilitychange", write);
  setInterval(write, 2000); // the page is drawn anew at any time

  // Streamlit opens a lost connection again, and then waits for the next click; one that came meanwhile is lost.
  const Plain = window.WebSocket;
  let opened = 0;
  window.WebSocket = class extends Plain {
    constructor(...to) {
      super(...to);
      this.addEventListener("open", () => {
        write(); // what the page shows still, it may not have been written down yet
        empty = !known;
        if (opened++) setTimeout(again, 200 + JITTER * Math.random());
      });
    }
  };

  // the menu of files closes as other menus do
  const menus = () => document.querySelectorAll(".lb-more[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target) || event.target.closest(".lb-more-list a")) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // the address of the whole view, or the text beside the button; the clipboard needs a secure page, elsewhere the old command does it
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".lb-copy");
    if (!button) return;
    const address = button.closest(".lb-more-list")?.querySelector("textarea")?.value ?? location.href;
    if (navigator.clipboard && window.isSecureContext) await navigator.clipboard.writeText(address);
    else {
      const box = document.createElement("textarea");
      box.value = address;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    const said = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = said; }, 3000);
  });
})();
