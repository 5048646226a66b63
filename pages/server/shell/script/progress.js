// How far a file is that takes its time: a bar beside its link, while the browser waits for the download itself.
(() => {
  const FIRST = 700; // ms after the click: a file that is ready by then needs no bar
  const EACH = 1000;
  const LAST = 5000; // ms that a bar stays when the file is ready
  const PATIENCE = 5; // answers that know of no such file: it came from the browser's cache, or another server makes it

  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  const asked = async (link) => {
    const address = new URL(link.href);
    address.pathname = address.pathname.replace(/[^/]*$/, "progress/$&");
    const answer = await fetch(address);
    if (answer.status === 429) return { state: "unknown" }; // a proxy asks for patience
    return answer.ok ? answer.json() : { state: "failed", told: await answer.text() };
  };

  /** Put a new bar after the links, in the place of one that stands there. */
  const barFor = (link) => {
    const bar = document.createElement("div");
    bar.className = "lb-progress";
    bar.append(document.createElement("progress"), document.createElement("span"));
    bar.firstChild.setAttribute("aria-label", link.textContent);
    const files = link.closest(".lb-files");
    files.querySelector(".lb-progress")?.remove();
    files.append(bar);
    bar.hidden = true;
    return bar;
  };

  /** Show what is told. It is read aloud when its kind changes: the bar itself tells each step to who asks for it. */
  const show = (bar, { state, told, done, of }) => {
    const [line, words] = bar.children;
    line.hidden = state === "failed";
    if (state === "made") line.value = line.max = 1;
    else if (of) [line.max, line.value] = [of, done];
    else line.removeAttribute("value");
    words.textContent = told;
    bar.hidden = false;
    if (bar.dataset.state === state) return;
    bar.dataset.state = state;
    const aloud = document.querySelector(".lb-told");
    if (aloud) aloud.textContent = told;
  };

  const follow = async (link, bar) => {
    let unknown = 0;
    await pause(FIRST);
    while (bar.isConnected) {
      const news = await asked(link);
      if (news.state === "unknown") unknown += 1;
      else if (news.state !== "made" || !bar.hidden) show(bar, news);
      if (news.state === "failed") return;
      if (news.state === "made" || unknown === PATIENCE) break;
      await pause(EACH);
    }
    await pause(bar.hidden ? 0 : LAST);
    bar.remove();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".lb-files a.lb-file[download]");
    if (!link) return;
    const bar = barFor(link);
    follow(link, bar).catch(() => bar.remove()); // the server cannot be reached
  });
})();
