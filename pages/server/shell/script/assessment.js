// The self-assessment (picture/html/register/assessment.py): answers become a profile here, and nothing is sent. They are
// written down in this browser only where the reader ticks the box; else they last as long as the page is open.
(() => {
  const NAME = "lb.assessment";
  const MOST_STEPS = 5;
  let answers = {};
  let kept = false;
  try {
    const found = JSON.parse(localStorage.getItem(NAME) || "null");
    if (found && typeof found === "object") [answers, kept] = [found, true];
  } catch { /* this page only */ }

  const write = () => {
    try { kept ? localStorage.setItem(NAME, JSON.stringify(answers)) : localStorage.removeItem(NAME); } catch { /* this page only */ }
  };

  const fields = (form) => form.querySelectorAll("[data-key]");

  /** Put what was answered into the form, and show what only works with a script. */
  const fill = (form) => {
    for (const field of fields(form)) {
      if (field.type === "radio") field.checked = answers[field.dataset.key] === field.value;
      else field.value = answers[field.dataset.key] || "";
    }
    form.querySelector("[data-do=keep]").checked = kept;
    form.querySelector(".lb-assessment-tools").hidden = false;
    tell(form);
  };

  const list = (form, name, texts, none) => {
    form.querySelector(`[data-list=${name}]`).replaceChildren(...(texts.length ? texts : [none]).map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    }));
  };

  /** Write the profile: points by domain, what is fully met, and the next steps, the weakest first. */
  const tell = (form) => {
    const rows = [...form.querySelectorAll("tr[data-domain]")].map((row) => ({
      domain: row.dataset.domain, step: row.dataset.step, says: row.querySelector("th").textContent,
      points: answers[row.querySelector("th").id],
    }));
    const answered = rows.filter((row) => row.points !== undefined);
    form.querySelector(".lb-assessment-profile").hidden = !answered.length;
    for (const bar of form.querySelectorAll(".lb-assessment-bar")) {
      const own = rows.filter((row) => row.domain === bar.dataset.domain);
      const points = own.reduce((sum, row) => sum + Number(row.points || 0), 0);
      const open = own.filter((row) => row.points === undefined).length;
      const told = bar.lastElementChild;
      bar.querySelector(".lb-assessment-track > span").style.width = `${(points / 9) * 100}%`;
      told.textContent = told.dataset.points.replace("{}", points) + (open ? ` · ${told.dataset.unanswered.replace("{}", open)}` : "");
    }
    list(form, "strengths", answered.filter((row) => row.points === "3").map((row) => row.says), form.dataset.none);
    const weak = answered.filter((row) => row.points < "2").sort((one, other) => one.points - other.points);
    list(form, "steps", weak.slice(0, MOST_STEPS).map((row) => row.step), form.dataset.open);
    form.querySelector(".lb-assessment-of").textContent =
      [answers.name, new Date().toLocaleDateString(`${document.documentElement.lang}-FI`)].filter(Boolean).join(" · ");
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form.lb-assessment");
    if (!form) return;
    if (event.target.dataset.do === "keep") kept = event.target.checked;
    else if (event.target.value) answers[event.target.dataset.key] = event.target.value;
    else delete answers[event.target.dataset.key];
    form.querySelector(".lb-assessment-said").textContent = "";
    write();
    tell(form);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("form.lb-assessment button");
    if (!button) return;
    if (button.dataset.do === "print") return window.print();
    answers = {};
    kept = false;
    write();
    fill(button.form);
    button.form.querySelector(".lb-assessment-said").textContent = button.dataset.done;
  });

  document.addEventListener("submit", (event) => {
    if (event.target.matches("form.lb-assessment")) event.preventDefault(); // Enter in the field of the name
  });

  // Streamlit draws the form at any time, and anew in another language
  new MutationObserver(() => {
    for (const form of document.querySelectorAll("form.lb-assessment:not([data-filled])")) {
      form.dataset.filled = "";
      fill(form);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
