// Everything a chart needs that JSON cannot hold: colours and functions, by name. Used by the page and by render.mjs alike.
// An option names a function as {"$fn": "name", ...arguments} and a colour as {"$color": "name"}.
(function () {
  "use strict";

  // Okabe and Ito's palette (distinct for colour-blind readers) without its yellow, which white paper swallows.
  const LIGHT = {
    series: ["#0072B2", "#D55E00", "#009E73", "#B0578D", "#B87A00", "#3A93C4", "#5B5B5B", "#7A4FBF"],
    text: "#1b1f24", muted: "#57606a", line: "#8c959f", grid: "#e3e7ec", surface: "#ffffff",
    accent: "#D55E00", main: "#0072B2", bad: "#B3261E", quiet: "#b8c0c9", shade: "rgba(110,119,129,0.16)",
  };
  const DARK = {
    series: ["#56B4E9", "#F08A3C", "#2CC49A", "#DE94BF", "#E9B949", "#9CCBEA", "#B6BCC4", "#B59CF0"],
    text: "#e6edf3", muted: "#9da7b3", line: "#6e7781", grid: "#2b323b", surface: "#161b22",
    accent: "#F08A3C", main: "#56B4E9", bad: "#FF7B72", quiet: "#4d5762", shade: "rgba(160,170,180,0.16)",
  };
  const FONT = "'DejaVu Sans', Verdana, sans-serif"; // single quotes: the renderer puts it into an attribute

  const palette = (dark) => (dark ? DARK : LIGHT);

  // Thousands separators, three significant digits, never fewer than the whole part.
  function number(value) {
    if (value === null || value === undefined || value === "" || !isFinite(value)) return "–";
    const size = Math.abs(Number(value));
    const decimals = size === 0 ? 0 : Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(size))));
    const [whole, fraction] = Number(value).toFixed(decimals).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    const rest = (fraction || "").replace(/0+$/, "");
    return rest ? grouped + "." + rest : grouped;
  }

  const escape = (text) => String(text).replace(/[&<>"']/g, (c) => "&#" + c.charCodeAt(0) + ";");

  // A line with a cap at each end, cut at the edges of the panel; an end that was cut has no cap, because it is none.
  function whisker(low, high, y, cap, color, area) {
    const style = { stroke: color, lineWidth: 1.4 };
    const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style });
    const caps = [low, high].filter((x) => x === inside(x, area)).map((x) => line(x, y - cap, x, y + cap));
    return [line(inside(low, area), y, inside(high, area), y), ...caps];
  }

  // On a log axis an interval that reaches 0 runs to the edge of the panel.
  const inside = (x, area) => Math.max(area.x, Math.min(area.x + area.width, isFinite(x) ? x : area.x));

  const functions = {
    number: () => (value) => number(value),
    percentile: () => (value) => {
      const percent = 100 * (1 - Math.pow(10, -value));
      return "p" + Number(percent.toPrecision(6)).toString();
    },
    // "c01 · replicas=2" is cut to its id where there is no room.
    category: (_, context) => (value) => (context.narrow ? String(value).split(" · ")[0] : value),
    tip: () => (params) => escape((params.data && params.data.tip) || params.name).replace(/\n/g, "<br>"),
    unit: (args) => (value) => number(Array.isArray(value) ? value[value.length - 1] : value) + " " + args.unit,
    // Data: [value, category, low, high]. Draws a marker (unless marker is false) and a whisker, moved by `shift` of a row.
    interval: (args, context) => (params, api) => {
      const [x, y0] = api.coord([api.value(0), api.value(1)]);
      const band = Math.abs(api.size([0, 1])[1]);
      const y = y0 + band * (args.shift || 0);
      const area = params.coordSys;
      const color = args.marker === false ? palette(context.dark).text : api.visual("color");
      const cap = Math.min(5, band * 0.16);
      const children = [];
      const low = api.value(2), high = api.value(3);
      if (isFinite(low) && isFinite(high) && high > low) {
        children.push(...whisker(api.coord([low, 0])[0], api.coord([high, 0])[0], y, cap, color, area));
      }
      if (args.marker !== false) {
        children.push({ type: "circle", shape: { cx: inside(x, area), cy: y, r: Math.min(4, Math.max(2.6, band * 0.11)) }, style: { fill: color } });
      }
      return { type: "group", children };
    },
    // Data: [value, category]. A short line across the row: the limit.
    limit: (_, context) => (params, api) => {
      const [x, y] = api.coord([api.value(0), api.value(1)]);
      const half = Math.abs(api.size([0, 1])[1]) * 0.42;
      return { type: "line", shape: { x1: x, y1: y - half, x2: x, y2: y + half }, style: { stroke: palette(context.dark).bad, lineWidth: 2.2 } };
    },
  };

  // Puts functions and colours in the place of their names.
  function resolve(node, context) {
    if (Array.isArray(node)) return node.map((item) => resolve(item, context));
    if (node === null || typeof node !== "object") return node;
    if (typeof node.$fn === "string") {
      if (!functions[node.$fn]) throw new Error("unknown chart function " + node.$fn);
      return functions[node.$fn](node, context);
    }
    if (typeof node.$color === "string") return palette(context.dark)[node.$color];
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolve(value, context)]));
  }

  function theme(dark) {
    const c = palette(dark);
    const axis = {
      axisLine: { show: true, lineStyle: { color: c.line } },
      axisTick: { lineStyle: { color: c.line } },
      axisLabel: { color: c.text, fontSize: 11 },
      splitLine: { lineStyle: { color: c.grid } },
      nameTextStyle: { color: c.muted, fontSize: 11 },
    };
    return {
      color: c.series,
      backgroundColor: "transparent",
      textStyle: { fontFamily: FONT, color: c.text },
      legend: { textStyle: { color: c.text, fontSize: 11 }, itemWidth: 18, itemHeight: 10 },
      tooltip: { backgroundColor: c.surface, borderColor: c.line, textStyle: { color: c.text, fontSize: 12 } },
      valueAxis: axis, logAxis: axis,
      categoryAxis: { ...axis, splitLine: { ...axis.splitLine, show: false } },
    };
  }

  globalThis.LoadLabCharts = { palette, resolve, theme, number };
})();
