// Renders the figures of one report. Reads {"folder": PATH, "figures": [{"name", "width", "height", "option"}]} from standard
// input and writes NAME.svg and NAME.png for each. Exits with 1 and one line per failed figure on standard error.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import "./web/charts.js";
import { Font } from "./font.mjs";

const DOTS_PER_INCH = 200;
const CSS_PIXELS_PER_INCH = 96;
const SVG_BASE_DENSITY = 72; // the density at which sharp draws one CSS pixel as one dot

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const echarts = require("echarts");
const sharp = require("sharp");
const { resolve, theme, palette } = globalThis.LoadLabCharts;

function useShippedFont() {
  const regular = new Font(join(here, "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
  const bold = new Font(join(here, "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"));
  echarts.setPlatformAPI({
    measureText(text, css) {
      const size = Number(/([\d.]+)px/.exec(css ?? "")?.[1] ?? 12);
      return { width: (/bold|[6-9]00/.test(css ?? "") ? bold : regular).measure(text ?? "", size) };
    },
  });
}

function toSvg({ width, height, option }) {
  const chart = echarts.init(null, theme(false), { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({ ...resolve(option, { dark: false, narrow: false }), animation: false, backgroundColor: palette(false).surface });
    return chart.renderToSVGString();
  } finally {
    chart.dispose(); // its timers would keep the process alive
  }
}

async function write(folder, figure) {
  const svg = toSvg(figure);
  writeFileSync(join(folder, `${figure.name}.svg`), svg);
  const density = (SVG_BASE_DENSITY * DOTS_PER_INCH) / CSS_PIXELS_PER_INCH;
  await sharp(Buffer.from(svg), { density }).withMetadata({ density: DOTS_PER_INCH })
    .png({ palette: true, quality: 95 }).toFile(join(folder, `${figure.name}.png`));
}

async function readInput() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

useShippedFont();
const { folder, figures } = await readInput();
for (const figure of figures) {
  try {
    await write(folder, figure);
  } catch (error) {
    console.error(`${figure.name}: ${error.message}`);
    process.exitCode = 1;
  }
}
