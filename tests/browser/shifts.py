"""How far what one sees moves without being asked (layout shift): 0 is nothing, below 0.1 counts as good."""

WATCH = """window.lbShift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.lbShift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });"""
SHIFTED = "window.lbShift"
GOOD = 0.1
