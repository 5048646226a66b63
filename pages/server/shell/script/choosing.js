// Fields in which one types to choose (ARIA combobox): lists of links on the page, and the search in the bar.
// A field of the page holds its options already (picture/html/choosing); the search makes them from an index, which it
// loads when it is first touched. Letters are compared without accents, as picture/query/choosing/folding.py does it.
(() => {
  const MOST = 6; // results of one kind
  const TYPED = 2; // letters before municipalities are offered: there are 308
  const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  document.documentElement.classList.add("lb-scripted");

  /** Return how well names fit what was typed: 0 the very name, 1 its beginning, 2 beginnings of words, 3 inside; else -1. */
  const fit = (find, typed) => {
    if (!typed) return 0;
    const parts = typed.split(" ");
    let best = -1;
    for (const name of find.split("|")) {
      const words = name.split(" ");
      const one = name === typed ? 0 : name.startsWith(typed) ? 1
        : parts.every((part) => words.some((word) => word.startsWith(part))) ? 2
        : typed.length > TYPED && name.includes(typed) ? 3 : -1;
      if (one >= 0 && (best < 0 || one < best)) best = one;
    }
    return best;
  };

  const box = (element) => element.closest?.(".lb-choose");
  const fieldOf = (whole) => whole.querySelector(".lb-choose-field");
  const listOf = (whole) => whole.querySelector(".lb-choose-list");
  const shown = (whole) => [...listOf(whole).querySelectorAll("[role=option]")].filter((one) => !one.hidden);

  const point = (whole, option) => {
    for (const one of listOf(whole).querySelectorAll(".lb-pointed")) one.classList.remove("lb-pointed");
    const field = fieldOf(whole);
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.id ||= `lb-option-${Math.random().toString(36).slice(2)}`;
    option.classList.add("lb-pointed");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  /** Move a list that would stick out at the right of the window. */
  const fitIn = (list) => {
    list.style.left = "";
    const place = list.getBoundingClientRect(), edge = 14;
    const over = Math.min(place.right - document.documentElement.clientWidth + edge, place.left - edge);
    if (over > 0) list.style.left = `${-1 - over}px`;
  };

  const open = (whole) => {
    if (whole.classList.contains("lb-open")) return;
    whole.classList.add("lb-open");
    fieldOf(whole).setAttribute("aria-expanded", "true");
    filter(whole, "");
    if (!whole.dataset.index) fitIn(listOf(whole));
    point(whole, listOf(whole).querySelector('[aria-selected="true"]:not([hidden])'));
  };

  const shut = (whole) => {
    whole.classList.remove("lb-open");
    fieldOf(whole).setAttribute("aria-expanded", "false");
    point(whole, null);
  };
  const close = (whole) => {
    shut(whole);
    fieldOf(whole).value = fieldOf(whole).defaultValue;
  };

  // what can be found: one index for each build and language, under an address that is kept for ever
  const indexes = new Map();
  const index = () => {
    const at = document.querySelector(".lb-choose[data-index]")?.dataset.index;
    if (!at) return null;
    const address = new URL(at, location.href).href;
    if (!indexes.has(address)) {
      indexes.set(address, null);
      fetch(address).then((answer) => answer.ok ? answer.json() : Promise.reject(answer.status)).then((found) => {
        indexes.set(address, found);
        for (const whole of document.querySelectorAll(".lb-choose.lb-open")) filter(whole, fieldOf(whole).value);
      }).catch(() => indexes.delete(address)); // the next touch asks again
    }
    return indexes.get(address);
  };

  /** Return the address of a page with the whole view of now, some of it changed. */
  const address = (page, changes) => {
    const view = new URLSearchParams(location.search);
    for (const [key, value] of Object.entries(changes)) view.set(key, value);
    return `${page}?${view}`;
  };
  const option = (found, whole) => {
    const link = document.createElement("a");
    link.className = "lb-go";
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.tabIndex = -1;
    link.href = address(whole.dataset.index ? found.page || "." : "", found.view);
    link.append(found.name);
    for (const text of [found.note, found.told].filter(Boolean)) {
      const note = document.createElement("span");
      note.className = text === found.told ? "lb-choose-told" : "lb-choose-note";
      note.textContent = text;
      link.append(" ", note);
    }
    return link;
  };

  const group = (title, options) => {
    const part = document.createElement("div"), head = document.createElement("p");
    part.className = "lb-choose-made";
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", title);
    head.className = "lb-choose-group";
    head.setAttribute("aria-hidden", "true");
    head.textContent = title;
    part.append(head, ...options);
    return part;
  };

  /** Put what an index holds under the list; return how well the best fits. */
  const look = (whole, typed) => {
    for (const old of listOf(whole).querySelectorAll(".lb-choose-made")) old.remove();
    const kinds = typed.length >= TYPED || whole.dataset.index ? index() : null;
    if (!kinds || !typed) return [];
    const wanted = kinds.filter((kind) => whole.dataset.index || (whole.dataset.key === "area" && kind.of === "municipality"));
    const named = new Set(); // an indicator found by its name is not told again for its question
    const found = wanted.map((kind) => {
      const fitting = kind.items.map((item) => ({ item, rank: fit(item.find, typed) }))
        .filter((one) => one.rank >= 0 && !(kind.of === "question" && named.has(one.item.view.indicator)));
      for (const one of kind.of === "indicator" ? fitting : []) named.add(one.item.view.indicator);
      fitting.sort((one, other) => one.rank - other.rank);
      return { title: kind.title, fitting: fitting.slice(0, MOST) };
    }).filter((kind) => kind.fitting.length);
    found.sort((one, other) => one.fitting[0].rank - other.fitting[0].rank);
    return found.map((kind) => {
      const options = kind.fitting.map((one) => option(one.item, whole));
      listOf(whole).append(group(kind.title, options));
      return { option: options[0], rank: kind.fitting[0].rank };
    });
  };

  const filter = (whole, text) => {
    const typed = folded(text), list = listOf(whole);
    const fitting = [];
    for (const one of list.querySelectorAll("[data-find]")) {
      const rank = fit(one.dataset.find, typed);
      one.hidden = rank < 0;
      if (rank >= 0) fitting.push({ option: one, rank });
    }
    for (const part of list.querySelectorAll("[role=group]")) part.hidden = !part.querySelector("[role=option]:not([hidden])");
    fitting.push(...look(whole, typed));
    fitting.sort((one, other) => one.rank - other.rank);
    list.classList.toggle("lb-nothing", Boolean(typed) && !fitting.length);
    const said = whole.querySelector(".lb-choose-said"), many = shown(whole).length;
    said.textContent = !typed ? "" : many ? said.dataset.hits.replace("#", many) : list.dataset.nothing;
    point(whole, typed && fitting.length ? fitting[0].option : null);
  };

  const move = (whole, step) => {
    const options = shown(whole);
    const at = options.findIndex((one) => one.classList.contains("lb-pointed"));
    const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length;
    point(whole, options[next]);
  };

  /** Give the focus back to a field that the page draws anew with what was chosen. */
  const stay = (field) => {
    const until = performance.now() + 5000;
    const look = () => {
      const now = document.getElementById(field.id);
      const nobody = document.activeElement === document.body;
      if (now && now !== field && nobody) now.focus();
      else if (nobody && performance.now() < until) setTimeout(look, 100);
    };
    look();
  };

  const KEYS = {
    ArrowDown: (whole) => whole.classList.contains("lb-open") ? move(whole, 1) : whole.dataset.index || open(whole),
    ArrowUp: (whole) => whole.classList.contains("lb-open") ? move(whole, -1) : whole.dataset.index || open(whole),
    Enter: (whole) => {
      if (!whole.classList.contains("lb-open")) return whole.dataset.index || open(whole);
      listOf(whole).querySelector(".lb-pointed")?.click();
    },
    Escape: (whole) => whole.classList.contains("lb-open") ? close(whole) : fieldOf(whole).blur(),
  };

  document.addEventListener("input", (event) => {
    const whole = event.target.classList?.contains("lb-choose-field") && box(event.target);
    if (!whole) return;
    if (whole.dataset.index && !folded(event.target.value)) return shut(whole); // the search has nothing to show yet
    open(whole);
    filter(whole, event.target.value);
  });
  document.addEventListener("focusin", (event) => {
    if (!event.target.classList?.contains("lb-choose-field")) return;
    event.target.select();
    if (box(event.target).dataset.index) index();
  });
  document.addEventListener("focusout", (event) => {
    const whole = event.target.classList?.contains("lb-choose-field") && box(event.target);
    if (whole && !whole.contains(event.relatedTarget)) close(whole);
  });
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.(".lb-choose-list")) event.preventDefault(); // the field keeps the focus
  });
  document.addEventListener("click", (event) => {
    const whole = box(event.target);
    if (!whole) return;
    if (event.target.closest(".lb-choose-list a")) {
      close(whole);
      fieldOf(whole).blur();
      if (!whole.dataset.index) stay(fieldOf(whole));
    } else if (!event.target.closest(".lb-choose-list")) {
      fieldOf(whole).focus();
      if (!whole.dataset.index) open(whole);
    }
  });
  document.addEventListener("keydown", (event) => {
    const whole = event.target.classList?.contains("lb-choose-field") && box(event.target);
    if (whole && KEYS[event.key] && !event.isComposing) {
      event.preventDefault();
      KEYS[event.key](whole);
    } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey
      && !event.target.closest("input, textarea, select, [contenteditable]")) {
      const search = document.querySelector(".lb-choose[data-index]");
      if (!search) return;
      event.preventDefault();
      fieldOf(search).focus();
    }
  });
})();
