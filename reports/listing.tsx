import type { ComponentChildren, VNode } from "preact";
import type { Column, Columns, Row } from "../data/column.ts";
import { BLANK } from "./numbers.ts";
import { printer } from "./printer.ts";

interface Props {
  readonly title: ComponentChildren;
  /** The title as plain words: the name of the box that scrolls. */
  readonly name: string;
  readonly caption?: string;
  readonly columns: Columns;
  readonly rows: readonly Row<Columns>[];
  /** Whether rows can be looked for by a name that is none of a gene, a sample or a card. */
  readonly findable?: boolean;
}

/** Rows of one of these can be looked for by name. */
const FINDABLE = ["gene", "assay", "sample", "subject", "label", "card"];

/** Texts up to so many letters stand on one line: names and words. */
const LONG = 40;

/** A table: each head carries its unit and, on pointing, its meaning; each rounded cell the full number. */
export function Listing({ title, name, caption, columns, rows, ...given }: Props): VNode {
  const heads = Object.entries(columns);
  const prints = heads.map(([head, column]) =>
    printer(
      head,
      column,
      rows.map((row) => row[head]),
    ),
  );
  // Which columns are numbers stands once: a class on each of their cells would be a tenth of the page.
  const numbers = heads.flatMap(([, column], at) => (isNumber(column) ? [at + 1] : []));
  const findable = given.findable || heads.some(([head]) => FINDABLE.includes(head));
  return (
    // A box that scrolls must be reachable by keyboard.
    <section class={boxOf(heads.length, rows.length)} tabindex={0} aria-label={name}>
      <table data-find={findable ? "" : undefined} data-n={numbers.join(" ") || undefined}>
        <caption>
          {title}
          {caption && <span class="legend"> {caption}</span>}
        </caption>
        <thead>
          <tr>
            {heads.map(([head, column]) => (
              <Head key={head} name={head} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {heads.map(([head, column], c) => (
                <Cell column={column} value={row[head]} text={prints[c]!(row[head])} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="none">No rows.</p>}
    </section>
  );
}

/** Many rows scroll within their box; many columns are printed across the paper. */
function boxOf(columns: number, rows: number): string {
  return ["box", rows > 25 ? "tall" : "", columns > 12 ? "broad" : ""].filter((word) => word !== "").join(" ");
}

function Head({ name, column }: { name: string; column: Column }): VNode {
  return (
    <th scope="col" title={column.meaning} class={isNumber(column) ? "n" : undefined}>
      {name}
      {column.unit && <small class="unit">{column.unit}</small>}
    </th>
  );
}

function Cell({ column, value, text }: { column: Column; value: unknown; text: string }): VNode {
  if (text === BLANK.word && (value === undefined || Number.isNaN(value))) {
    return (
      <td class="b" data-v="">
        <span>{BLANK.word}</span>
      </td>
    );
  }
  if (!isNumber(column)) return <td class={text.length > LONG ? "long" : undefined}>{text}</td>;
  const full = String(value);
  return <td data-v={full === text ? undefined : full}>{text}</td>;
}

function isNumber(column: Column): boolean {
  return column.kind === "number" || column.kind === "count";
}
