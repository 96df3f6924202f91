import type { RunTables } from "../../data/run-tables.ts";
import { type TableRows, tableRows } from "../../data/table-rows.ts";
import { Trouble } from "../../data/trouble.ts";
import { xmlText } from "../../data/xml.ts";
import { exclusionsOf } from "./exclusions.ts";
import { plateOf } from "./plate.ts";
import { samplesOf } from "./samples.ts";
import { targetsOf } from "./targets.ts";

/** The member of the archive. */
export const MEMBER = "rdml_data.xml";

/** The exports are not read for it, and every target must have one. */
const DYE = "unknown";

/** A Cq that was looked for in vain. */
const NONE = "-1.0";

/**
 * The wells of a run as RDML 1.3, piece by piece: one experiment, one run a card, one reaction a well under its number. A blank Ct
 * is data without a cq; a well that is in no mean has its reasons in excl. Fluorescence, instruments and dates of runs are not in the tables, and
 * not in the document. Its date is that of the run of deltact.
 *
 * Source: RDML consortium, RDML 1.3 REC, schema.
 *
 * @throws {Trouble} where a name cannot be written in XML, or the run was stopped before its expression.
 */
export function* rdmlPieces(run: RunTables): Generator<Uint8Array> {
  const { record } = run;
  const x = (text: string) => xmlText("wells.csv", text);
  const columns = ["card", "well", "position", "sample", "assay", "gene", "task", "ct", "state", "omitted"];
  const wells = tableRows(run, "wells", columns);
  const targets = targetsOf(run);
  const { samples, sampleOf } = samplesOf(run, wells);
  const excluded = exclusionsOf(run);
  yield Buffer.from(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<rdml xmlns="http://www.rdml.org" version="1.3">',
      `<dateMade>${x(record.ended)}</dateMade>`,
      `<id><publisher>deltact</publisher><serialNumber>${x(record.run)}</serialNumber></id>`,
      `<dye id="${DYE}"/>`,
      ...samples.map(({ id, type, annotations }) => {
        const told = annotations
          .filter(([, value]) => value !== "")
          .map(([property, value]) => {
            return `<annotation><property>${property}</property><value>${x(value)}</value></annotation>`;
          });
        return `<sample id="${x(id)}">${told.join("")}<type>${type}</type></sample>`;
      }),
      ...[...targets.values()].map(({ id, assay, gene, type }) => {
        const xRef = (name: string, id: string) => `<xRef><name>${name}</name><id>${x(id)}</id></xRef>`;
        const told = `${xRef("symbol", gene)}${assay === gene ? "" : xRef("assay", assay)}`;
        return `<target id="${x(id)}">${told}<type>${type}</type><dyeId id="${DYE}"/></target>`;
      }),
      `<experiment id="${x(record.study)}">`,
      "",
    ].join("\n"),
  );
  const [card, assay, gene, sample, state, omitted] = ["card", "assay", "gene", "sample", "state", "omitted"].map(
    wells.text,
  ) as [Text, Text, Text, Text, Text, Text];
  const [well, ct] = [wells.number("well"), wells.number("ct")];
  const dataOf = (row: number) => {
    const cq = state(row) === "measured" ? String(ct(row)) : state(row) === "undetermined" ? NONE : undefined;
    const named = { card: card(row), well: well(row), sample: sample(row), assay: assay(row), gene: gene(row) };
    const software = omitted(row) === "yes" ? ["left out in the instrument's software"] : [];
    const reasons = [...new Set([...software, ...excluded(named)])];
    const excl = reasons.length === 0 ? "" : `<excl>${x(reasons.join(";"))}</excl>`;
    const target = targets.get(assay(row))!.id;
    return `<data><tar id="${x(target)}"/>${cq === undefined ? "" : `<cq>${cq}</cq>`}${excl}</data>`;
  };
  for (let from = 0; from < wells.length; ) {
    let to = from + 1;
    while (to < wells.length && card(to) === card(from)) to++;
    const lines = [`<run id="${x(card(from) || "(no name)")}">`, plateXml(wells, from, to)];
    for (let row = from; row < to; ) {
      let end = row + 1;
      while (end < to && well(end) === well(row)) end++;
      const id = sampleOf(row);
      const data: string[] = [];
      for (let one = row; one < end; one++) {
        if (sampleOf(one) !== id) throw twoSamples(card(one), well(one)!);
        data.push(dataOf(one));
      }
      lines.push(`<react id="${well(row)}"><sample id="${x(id)}"/>${data.join("")}</react>`);
      row = end;
    }
    lines.push("</run>\n");
    yield Buffer.from(lines.join("\n"));
    from = to;
  }
  yield Buffer.from("</experiment>\n</rdml>\n");
}

type Text = (row: number) => string;

function plateXml(wells: TableRows, from: number, to: number): string {
  const [well, position] = [wells.number("well"), wells.text("position")];
  const placed = Array.from({ length: to - from }, (_, index) => from + index);
  const plate = plateOf(placed.map((row) => ({ well: well(row)!, position: position(row) })));
  const { rows, columns, rowLabel, columnLabel } = plate;
  const shape = `<rows>${rows}</rows><columns>${columns}</columns>`;
  return `<pcrFormat>${shape}<rowLabel>${rowLabel}</rowLabel><columnLabel>${columnLabel}</columnLabel></pcrFormat>`;
}

function twoSamples(card: string, well: number): Trouble {
  const text = `the well ${well} of the card ${card} holds two samples; a reaction of RDML holds one.`;
  return new Trouble([{ code: "form-unfit", file: "wells.csv", text }]);
}
