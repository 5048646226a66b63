// A click on a link of ours changes the page without loading it anew: Streamlit follows the browser's history.
(() => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.lb-go");
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target) return;
    event.preventDefault();
    link.closest("[popover]")?.hidePopover();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
})();
