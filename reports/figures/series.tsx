import type { VNode } from "preact";
import { number } from "../numbers.ts";
import { at } from "./figure.ts";
import { wrap } from "./wrap.ts";

/** Curves of one drawing differ in colour and in dashes: so many of them before they repeat. */
const SERIES = 6;

/** The class of a curve by its place. */
export function seriesOf(place: number): string {
  return `s${place % SERIES}`;
}

const LINE = 15;
const SAMPLE = 30;

interface Props {
  /** What is told of each curve. */
  readonly texts: readonly string[];
  readonly top: number;
  readonly width: number;
}

/** What each curve is, beside a piece of its line. */
export function Legend({ texts, top, width }: Props): VNode {
  let y = top;
  return (
    <g class="series">
      {texts.map((text, i) => {
        const lines = wrap(text, width - SAMPLE - 8);
        const first = y;
        y += LINE * lines.length + 3;
        return (
          <>
            <path class={`curve ${seriesOf(i)}`} d={`M0 ${at(first + 8)}h${SAMPLE}`} />
            {lines.map((line, k) => (
              <text x={SAMPLE + 8} y={at(first + 12 + LINE * k)}>
                {line}
              </text>
            ))}
          </>
        );
      })}
    </g>
  );
}

export function legendHeight({ texts, width }: Pick<Props, "texts" | "width">): number {
  return texts.reduce((sum, text) => sum + LINE * wrap(text, width - SAMPLE - 8).length + 3, 0);
}

/** "(95 % CI 5.1 to 9.0)": limits in words; `open` stands for one that there is not. */
export function limits(low: number | undefined, high: number | undefined, level: number, open: string): string {
  if (low === undefined && high === undefined) return "(no interval)";
  const print = (limit: number | undefined) => (limit === undefined ? open : number(limit));
  return `(${Number((100 * level).toPrecision(4))} % CI ${print(low)} to ${print(high)})`;
}
