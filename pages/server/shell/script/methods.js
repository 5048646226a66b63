// A place on the methods page that an address names (#mark-u): it is opened, brought into view and marked when it comes.
// In the list of contents, the part that one reads is marked.
(() => {
  let wanted = ""; // id of the place; Streamlit writes the address anew and drops its end while the page is made

  const named = () => {
    const found = wanted && document.getElementById(wanted);
    return found && found.closest(".lb-place") ? found : null;
  };

  const arrive = (place) => {
    for (let around = place; around; around = around.parentElement?.closest("details")) {
      if (around.tagName === "DETAILS") around.open = true;
    }
    for (const old of document.querySelectorAll(".lb-arrived")) old.classList.remove("lb-arrived");
    if (!place.classList.contains("lb-place")) place.classList.add("lb-arrived");
    place.scrollIntoView({ block: "start" });
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    if (location.hash !== `#${wanted}`) history.replaceState(history.state, "", `${location.pathname}${location.search}#${wanted}`);
    wanted = "";
  };

  // what is named comes with the page, or later, when Streamlit has drawn it
  const PATIENCE = 15_000; // ms
  let waiting = null;
  const stop = () => {
    waiting?.disconnect();
    waiting = null;
  };
  const go = () => {
    stop();
    wanted = decodeURIComponent(location.hash.slice(1));
    if (!wanted) return;
    const place = named();
    if (place) return arrive(place);
    waiting = new MutationObserver(() => {
      const come = named();
      if (!come) return;
      stop();
      requestAnimationFrame(() => arrive(come));
    });
    waiting.observe(document.body, { childList: true, subtree: true });
    setTimeout(stop, PATIENCE);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('.lb-contents a, .lb-contents-folded a, .lb-place a[href^="#"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(history.state, "", link.getAttribute("href"));
    link.closest(".lb-contents-folded")?.removeAttribute("open");
    go();
  });
  window.addEventListener("popstate", go);
  window.addEventListener("hashchange", go);

  let asked = 0;
  document.addEventListener("scroll", () => {
    if (asked) return;
    asked = requestAnimationFrame(() => {
      asked = 0;
      const links = document.querySelectorAll(".lb-contents a");
      if (!links.length) return;
      const above = [...document.querySelectorAll(".lb-place")].filter((place) => place.getBoundingClientRect().top < innerHeight / 4);
      const now = above.at(-1)?.id;
      for (const link of links) {
        if (link.getAttribute("href") === `#${now}`) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    });
  }, true);

  // paper has no folds: what is folded is printed, and folded again
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll(".lb-place details:not([open])")];
    for (const one of unfolded) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of unfolded) one.open = false;
  });

  go();
})();
