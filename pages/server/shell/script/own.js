// An own group of areas (picture/html/trend/own_form.py): what is typed and ticked becomes a line of the address.
(() => {
  /** Keep what a name may hold (picture/query/trend/own_group.py), with single spaces between words. */
  const tidy = (text) => text.normalize("NFKC").replace(/[^\p{Script=Latin}0-9 ,'’&–-]/gu, " ").replace(/ +/g, " ")
    .replace(/^[^\p{L}\p{N}]+/u, "").trim();

  const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  /** Whether an area is called so in any language: the field of areas lists the names of all. */
  const called = (name) => ["suomi", "finland"].includes(name) ||
    [...document.querySelectorAll('.lb-choose[data-key="area"] [data-find]')].some((one) => one.dataset.find.split("|").includes(name));

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form.lb-own");
    if (!form) return;
    event.preventDefault();
    const boxes = [...form.querySelectorAll("input[type=checkbox]")], ticked = boxes.filter((one) => one.checked);
    const field = form.querySelector("input[type=text]"), name = tidy(field.value);
    const few = ticked.length < 2 || ticked.length === boxes.length;
    const wrong = !name ? form.dataset.nameless : called(folded(name)) ? form.dataset.called : "";
    form.querySelector(".lb-own-said").textContent = wrong || (few ? form.dataset.few : "");
    if (wrong || few) return (wrong ? field : boxes[0]).focus();
    const entry = `own:${ticked.map((one) => one.value).join("-")}:${name.replaceAll(" ", "_")}`;
    const view = new URLSearchParams(form.dataset.view);
    view.set("areas", [form.dataset.lines, entry].filter(Boolean).join(" "));
    form.hidePopover();
    history.pushState({}, "", `?${view}`);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    stay(name);
  });

  /** Put the focus on a group that was made, once the page is drawn anew with it and nothing else has the focus. */
  const stay = (name) => {
    const until = performance.now() + 5000;
    const look = () => {
      const made = [...document.querySelectorAll(".lb-chip-edit")].find((one) => one.title.endsWith(name));
      if (made && document.activeElement === document.body) made.focus();
      else if (performance.now() < until && made !== document.activeElement) setTimeout(look, 100);
    };
    look();
  };

  // the first thing to do stands under the cursor
  document.addEventListener("toggle", (event) => {
    const form = event.target.closest?.("form.lb-own");
    if (form && event.newState === "open") form.querySelector("input[type=text]").focus();
  }, true);
})();
