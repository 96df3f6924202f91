import type { VNode } from "preact";
import type { Figure } from "../../data/figure.ts";
import { Listing } from "../listing.tsx";
import { count } from "../numbers.ts";
import { type Drawing, type FigureKind, ROWS } from "./figure.ts";
import { kindOf } from "./index.ts";

/** Drawings up to this width fit two to a line, and a phone. */
const NARROW = 480;

/** A figure with its number, title, drawing, key, caption and the table behind it. */
export function FigureFrame({ data, number }: { data: Figure; number: number | string }): VNode {
  const kind = kindOf(data);
  const total = kind.count(data);
  const drawing = total > 0 ? kind.draw(data) : undefined;
  const name = `Figure ${number}. ${data.title}`;
  return (
    <figure id={`figure-${number}`} class={drawing && drawing.width > NARROW ? "wide" : undefined}>
      <p class="title">
        <b>Figure {number}.</b> {data.title}
      </p>
      {drawing ? <Plot drawing={drawing} name={name} id={`figure-${number}`} /> : <p class="none">Nothing to draw.</p>}
      <figcaption>
        {drawing?.key} {data.caption}
      </figcaption>
      {drawing && <Behind kind={kind} data={data} name={name} />}
    </figure>
  );
}

/** A drawing alone, where its table and caption stand elsewhere. */
export function Drawn({ data, id }: { data: Figure; id: string }): VNode | null {
  const kind = kindOf(data);
  return kind.count(data) > 0 ? <Plot drawing={kind.draw(data)} name={data.title} id={id} /> : null;
}

function Plot({ drawing, name, id }: { drawing: Drawing; name: string; id: string }): VNode {
  const { width, height } = drawing;
  const svg = (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{name}</title>
      <desc id={`${id}-desc`}>{drawing.description}</desc>
      {drawing.marks}
    </svg>
  );
  if (width <= NARROW) return svg;
  return (
    // A box that scrolls must be reachable by keyboard.
    <section class="box plot" tabindex={0} aria-label={name}>
      {svg}
    </section>
  );
}

function Behind({ kind, data, name }: { kind: FigureKind; data: Figure; name: string }): VNode {
  const { columns, rows } = kind.rows(data);
  const left = rows.length - ROWS;
  return (
    <details>
      <summary>Table behind this figure</summary>
      <Listing
        title={data.title}
        name={`Table behind ${name}`}
        caption={left > 0 ? `The first ${count(ROWS)} rows; ${count(left)} more are in the files of this run.` : ""}
        columns={columns}
        rows={rows.slice(0, ROWS)}
      />
    </details>
  );
}
