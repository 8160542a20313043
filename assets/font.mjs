// The widths of a TrueType font's glyphs, so that ECharts lays text out in Node as it will be drawn.
import { readFileSync } from "node:fs";

export class Font {
  #widths = new Map();
  #glyphOf;
  #advanceOf;
  #unitsPerEm;

  constructor(path) {
    const file = readFileSync(path);
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const tables = Font.#tables(view);
    this.#unitsPerEm = view.getUint16(tables.get("head") + 18);
    const count = view.getUint16(tables.get("hhea") + 34);
    const hmtx = tables.get("hmtx");
    this.#advanceOf = (glyph) => view.getUint16(hmtx + 4 * Math.min(glyph, count - 1));
    this.#glyphOf = Font.#characterMap(view, tables.get("cmap"));
  }

  /** Width of a text in pixels. */
  measure(text, fontSize) {
    let units = 0;
    for (const character of text) units += this.#width(character.codePointAt(0));
    return (units * fontSize) / this.#unitsPerEm;
  }

  #width(code) {
    let width = this.#widths.get(code);
    if (width === undefined) {
      width = this.#advanceOf(this.#glyphOf(code));
      this.#widths.set(code, width);
    }
    return width;
  }

  static #tables(view) {
    const tables = new Map();
    for (let i = 0; i < view.getUint16(4); i++) {
      const at = 12 + 16 * i;
      const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(at + k)));
      tables.set(tag, view.getUint32(at + 8));
    }
    return tables;
  }

  // Format 4 of the OpenType specification: segments of the basic plane.
  static #characterMap(view, cmap) {
    let table = 0;
    for (let i = 0; i < view.getUint16(cmap + 2); i++) {
      const at = cmap + view.getUint32(cmap + 8 + 8 * i);
      if (view.getUint16(at) === 4) table = at;
    }
    if (table === 0) throw new Error("the font has no character map of format 4");
    const twice = view.getUint16(table + 6);
    const [ends, starts, deltas, offsets] = [14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice].map((o) => table + o);
    return (code) => {
      for (let i = 0; i < twice; i += 2) {
        if (code > view.getUint16(ends + i)) continue;
        const start = view.getUint16(starts + i);
        if (code < start) return 0;
        const offset = view.getUint16(offsets + i);
        const delta = view.getUint16(deltas + i);
        if (offset === 0) return (code + delta) & 0xffff;
        const glyph = view.getUint16(offsets + i + offset + 2 * (code - start));
        return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
      }
      return 0;
    };
  }
}
