// The map: areas answer pointer and touch, on the map, in the dots and in the table; Escape lets go; the years can be
// played. The picture of the map is an image that stands without this script (picture/html/maps/picture.py): its areas
// are laid over it here, unseen, and rows of the same area are found by their code.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const STEP = 1400; // milliseconds between two years that are played
  const row = (code) => document.querySelector(`.lb-figures tr[data-area="${CSS.escape(code)}"], .lb-dots tr[data-area="${CSS.escape(code)}"]`);
  const chooser = (code) => document.querySelector(`.lb-dots tr[data-area="${CSS.escape(code)}"] th a, .lb-areas li[data-area="${CSS.escape(code)}"] a`);

  // areas over the picture, in its own places
  const place = (image, layer) => {
    layer.style.left = `${image.offsetLeft}px`;
    layer.style.top = `${image.offsetTop}px`;
    layer.setAttribute("width", image.clientWidth);
    layer.setAttribute("height", image.clientHeight);
  };
  const watchSize = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const layer = target.parentElement?.querySelector("svg.lb-map-areas");
      if (layer) place(target, layer);
    }
  });
  const lay = (image) => {
    const text = new TextDecoder().decode(Uint8Array.from(atob(image.src.split(",")[1]), (letter) => letter.charCodeAt(0)));
    const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const layer = document.createElementNS(SVG, "svg");
    layer.setAttribute("class", "lb-map-areas");
    layer.setAttribute("viewBox", drawn.getAttribute("viewBox"));
    layer.setAttribute("preserveAspectRatio", "xMaxYMin meet");
    layer.setAttribute("aria-hidden", "true"); // the names beside the map are its keyboard
    for (const path of drawn.querySelectorAll("path[data-area]")) {
      const area = document.createElementNS(SVG, "path");
      area.setAttribute("d", path.getAttribute("d"));
      area.dataset.area = path.dataset.area;
      layer.append(area);
    }
    image.after(layer);
    place(image, layer);
    watchSize.observe(image);
  };

  // one area is pointed at: outlined on the map, its rows tinted, its numbers told
  let pointed = "";
  const box = document.createElement("div");
  box.className = "lb-tip";
  box.setAttribute("aria-hidden", "true");
  const tell = (code, x, y) => {
    const lines = row(code)?.dataset.told?.split("\n") ?? [];
    if (!lines.length) return box.remove();
    const name = document.createElement("b");
    name.textContent = lines[0];
    box.replaceChildren(name, lines.slice(1).join("\n"));
    if (!box.isConnected) document.body.append(box);
    const { width, height } = box.getBoundingClientRect();
    const left = x + 16 + width > innerWidth ? Math.max(4, x - width - 16) : x + 16;
    box.style.left = `${left}px`;
    box.style.top = `${Math.max(4, Math.min(y + 14, innerHeight - height - 4))}px`;
  };
  const outline = (code) => {
    for (const old of document.querySelectorAll(".lb-pointed-white, .lb-pointed-ink")) old.remove();
    if (!code) return;
    for (const area of document.querySelectorAll(`.lb-map-areas path[data-area="${CSS.escape(code)}"]`))
      for (const look of ["white", "ink"]) {
        const line = document.createElementNS(SVG, "path");
        line.setAttribute("d", area.getAttribute("d"));
        line.setAttribute("class", `lb-pointed-${look}`);
        area.parentElement.append(line);
      }
  };
  const point = (code, x, y) => {
    if (code !== pointed) {
      for (const old of document.querySelectorAll(":is(tr, li).lb-hover")) old.classList.remove("lb-hover");
      if (code) for (const one of document.querySelectorAll(`:is(tr, li)[data-area="${CSS.escape(code)}"]`)) one.classList.add("lb-hover");
      outline(code);
      pointed = code;
    }
    if (code && x !== undefined) tell(code, x, y);
    else box.remove();
  };
  const beside = (element) => { // where an area's numbers are told when no pointer says it
    const { right, top } = element.getBoundingClientRect();
    return [right, top];
  };

  document.addEventListener("pointermove", (event) => {
    const area = event.target.closest?.("[data-area]");
    if (area?.closest(".lb-map-areas")) point(area.dataset.area, event.clientX, event.clientY);
    else if (area?.dataset.area) point(area.dataset.area);
    else if (pointed && !document.activeElement?.closest?.(":is(tr, li)[data-area]")) point("");
  });
  document.addEventListener("focusin", (event) => {
    const one = event.target.closest?.(":is(tr, li)[data-area]");
    if (one?.dataset.area && event.target.matches(":focus-visible")) point(one.dataset.area, ...beside(event.target));
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.closest?.(":is(tr, li)[data-area]")) point("");
  });
  addEventListener("scroll", () => box.remove(), { capture: true, passive: true });
  document.addEventListener("click", (event) => {
    const area = event.target.closest?.(".lb-map-areas [data-area]");
    if (area) chooser(area.dataset.area)?.click(); // a second click lets go: the chosen one's link leads to the country
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.target.closest?.("input, [role=dialog]")) return;
    playing = false;
    show();
    point("");
    document.querySelector("a.lb-clear")?.click();
  });

  // the years: arrows go to the one beside, play walks on to the last one
  let playing = false, timer = 0;
  const stops = () => [...document.querySelectorAll(".lb-stops a")];
  const current = (all) => all.findIndex((one) => one.hasAttribute("aria-current"));
  const show = () => {
    for (const button of document.querySelectorAll(".lb-play")) {
      button.hidden = false;
      button.dataset.play ??= button.getAttribute("aria-label");
      button.setAttribute("aria-pressed", String(playing));
      button.setAttribute("aria-label", playing ? button.dataset.stop : button.dataset.play);
    }
  };
  const walk = (from) => {
    clearTimeout(timer);
    if (!playing) return;
    const all = stops(), at = current(all);
    if (!all.length) { playing = false; return; }
    if (from && all[at]?.dataset.keep !== from) { timer = setTimeout(walk, 200, from); return; } // not there yet
    if (at === all.length - 1) { playing = false; show(); return; }
    all[at + 1].click();
    timer = setTimeout(walk, STEP, all[at + 1].dataset.keep);
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".lb-play")) return;
    playing = !playing;
    show();
    const all = stops();
    if (!playing || current(all) !== all.length - 1) return walk("");
    all[0].click(); // from the last year it begins again
    timer = setTimeout(walk, STEP, all[0].dataset.keep);
  });
  document.addEventListener("keydown", (event) => {
    const stop = event.target.closest?.(".lb-stops a");
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!stop || !step) return;
    const all = stops(), next = all[all.indexOf(stop) + step];
    event.preventDefault();
    next?.focus();
    next?.click();
  });

  // Streamlit replaces what has changed: lay the areas anew, and keep the focus where it was
  let kept = null; // what had the focus last
  document.addEventListener("focusin", (event) => { kept = event.target.closest?.("[data-keep]") ?? null; });
  const anew = () => {
    for (const image of document.querySelectorAll("img.lb-map-picture")) {
      if (image.dataset.laid === image.src.length + image.src.slice(-40)) continue;
      image.parentElement.querySelector("svg.lb-map-areas")?.remove();
      image.dataset.laid = image.src.length + image.src.slice(-40);
      lay(image);
      pointed = "";
      box.remove();
    }
    if (document.querySelector(".lb-play[hidden]")) show();
    if (kept && !kept.isConnected && document.activeElement === document.body)
      document.querySelector(`[data-keep="${CSS.escape(kept.dataset.keep)}"]`)?.focus({ preventScroll: true });
  };
  new MutationObserver(anew).observe(document.documentElement, { childList: true, subtree: true });
})();
