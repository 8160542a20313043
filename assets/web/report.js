// The page's own behaviour: draws the charts, switches light and dark, sorts tables, shows a chosen trial.
(function () {
  "use strict";

  const NARROW = 560; // CSS pixels of a chart below which rows show their id alone
  const { resolve, theme } = globalThis.LoadLabCharts;
  const data = JSON.parse(document.getElementById("report-data").textContent);
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  let chosenTheme = null;

  const isDark = () => (chosenTheme === null ? prefersDark.matches : chosenTheme === "dark");

  function draw(element, option) {
    const old = echarts.getInstanceByDom(element);
    if (old) old.dispose();
    const context = { dark: isDark(), narrow: element.clientWidth < NARROW };
    const chart = echarts.init(element, theme(context.dark), { renderer: "svg" });
    chart.setOption({ animation: false, ...resolve(option, context) });
  }

  function figure(chart) {
    const box = document.createElement("figure");
    const area = document.createElement("div");
    area.className = "chart";
    area.style.height = chart.height + "px";
    area.setAttribute("role", "img");
    area.setAttribute("aria-label", chart.caption);
    const caption = document.createElement("figcaption");
    caption.textContent = chart.caption;
    box.append(area, caption);
    return { box, area };
  }

  function drawTrial() {
    const select = document.getElementById("trial");
    if (!select) return;
    const host = document.getElementById("trial-charts");
    for (const area of host.querySelectorAll(".chart")) echarts.getInstanceByDom(area)?.dispose();
    host.replaceChildren();
    for (const chart of data.trials[select.value]) {
      const { box, area } = figure(chart);
      host.append(box);
      draw(area, chart.option);
    }
  }

  function drawAll() {
    root.dataset.theme = isDark() ? "dark" : "light";
    document.getElementById("theme").textContent = isDark() ? "Light" : "Dark";
    for (const element of document.querySelectorAll("[data-chart]")) draw(element, data.charts[element.dataset.chart]);
    drawTrial();
  }

  // Numbers by value with empty cells last, anything else as text in natural order.
  function compare(a, b, descending) {
    const [x, y] = [a.dataset.sort, b.dataset.sort];
    if (x !== undefined && y !== undefined) return (Number(x) - Number(y)) * (descending ? -1 : 1);
    if ((x === undefined) !== (y === undefined)) return x === undefined ? 1 : -1;
    return a.textContent.localeCompare(b.textContent, "en", { numeric: true }) * (descending ? -1 : 1);
  }

  function sortBy(heading) {
    const row = heading.parentElement;
    const column = [...row.children].indexOf(heading);
    const descending = heading.getAttribute("aria-sort") === "ascending";
    for (const other of row.children) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const body = row.closest("table").tBodies[0];
    body.append(...[...body.rows].sort((a, b) => compare(a.cells[column], b.cells[column], descending)));
  }

  let resizing;
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return; // a phone's address bar changes the height alone
    width = innerWidth;
    clearTimeout(resizing);
    resizing = setTimeout(drawAll, 150);
  });
  prefersDark.addEventListener("change", drawAll);
  document.getElementById("theme").addEventListener("click", () => {
    chosenTheme = isDark() ? "light" : "dark";
    drawAll();
  });
  document.getElementById("trial")?.addEventListener("change", drawTrial);
  for (const heading of document.querySelectorAll("table.sortable th")) {
    heading.querySelector("button").addEventListener("click", () => sortBy(heading));
  }
  drawAll();
})();
