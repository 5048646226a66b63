// The matrix: arrow keys move between its cells, and Tab leaves it.
(() => {
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  const links = (table) => [...table.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("a")]);

  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const table = event.target.closest?.(".lb-matrix table");
    if (!step || !table || event.target.tagName !== "A") return;
    const rows = links(table).filter((row) => row.length);
    const at = rows.findIndex((row) => row.includes(event.target));
    if (at < 0) return;
    const row = rows[Math.min(Math.max(at + step[0], 0), rows.length - 1)];
    const place = rows[at].indexOf(event.target) + step[1];
    row[Math.min(Math.max(place, 0), row.length - 1)].focus();
    event.preventDefault();
  });

  document.addEventListener("focusin", (event) => {
    const table = event.target.closest?.(".lb-matrix table");
    if (!table) return;
    for (const link of table.querySelectorAll("tbody a")) link.tabIndex = link === event.target ? 0 : -1;
  });
})();
