import { all, make, tool } from "./make.ts";
import { fileName, save } from "./save.ts";

/** Figures that are saved as SVG files, in the colours of paper, with the rules of style that draw them. */
export function improveFigures(part: HTMLElement): void {
  for (const figure of all("figure", part)) {
    const svg = figure.querySelector("svg");
    if (svg === null) continue;
    const name = svg.querySelector("title")?.textContent ?? "";
    const tools = make("p", { class: "tools" });
    tools.append(tool("Save as SVG", () => save(fileName(name, "svg"), "image/svg+xml", alone(svg))));
    figure.append(tools);
  }
}

/** A drawing as a file that needs no page. */
function alone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = ["svg{font-family:sans-serif}", ...rulesFor(svg)].join("\n");
  copy.prepend(style);
  return new XMLSerializer().serializeToString(copy);
}

/** The rules of the page that colour a drawing; those for dark screens and for print are left out. */
function rulesFor(svg: SVGSVGElement): string[] {
  const parts = [svg, ...all<Element>("*", svg)];
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSStyleRule)) return [];
      const applies = rule.selectorText === ":root" || parts.some((one) => one.matches(rule.selectorText));
      return applies ? [rule.cssText] : [];
    }),
  );
}
