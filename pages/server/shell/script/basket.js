// The basket stays in this browser: it goes into the address of a page that is opened anew, before the page asks what
// the address holds, and is written down when it has changed. Without storage it lasts as long as the page is open.
(() => {
  const NAME = "lb.slides";
  const read = () => { try { return localStorage.getItem(NAME) || ""; } catch { return ""; } };
  let known = read();
  if (known) {
    const here = new URL(location.href);
    here.searchParams.set("kept", known);
    history.replaceState(history.state, "", here);
  }
  const write = () => {
    const now = document.querySelector(".lb-kept-store")?.dataset.kept;
    if (now === undefined || now === known) return;
    known = now;
    try { now ? localStorage.setItem(NAME, now) : localStorage.removeItem(NAME); } catch { /* this session only */ }
  };
  window.addEventListener("pagehide", write);
  document.addEventListener("visibilitychange", write);
  setInterval(write, 2000); // the page is drawn anew at any time

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
