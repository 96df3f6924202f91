import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import AdmZip from "adm-zip";
import { describe, expect, test } from "vitest";
import { readBytes, told } from "./read-alone.ts";

// RDML, RDES and .eds files of others, held against what another way of reading them gives: the elements and lines in the
// order in which they stand, cut out by patterns that know nothing of ours.

const corpus = new URL("../../shared/corpus/", import.meta.url);
const there = existsSync(corpus);
test.runIf(!there)("skipped: there is no corpus beside the repository", (context) => context.skip());

const bytesOf = (path: string) => readFileSync(new URL(path, corpus));
const member = (path: string, name: string) => new AdmZip(bytesOf(path)).getEntry(name)!.getData().toString();
const read = (path: string) => readBytes(bytesOf(path), basename(path));

/** Every reaction of an RDML file, by patterns. */
function reactionsOf(xml: string) {
  const samples = new Map(
    [...xml.matchAll(/<sample id="([^"]*)">\s*<(description|type)>([^<]*)/g)].map(([, id, tag, text]) => [
      id!,
      tag === "description" ? text! : id!,
    ]),
  );
  return [...xml.matchAll(/<react id="(\d+)">\s*<sample id="([^"]*)"([\s\S]*?)<\/react>/g)].flatMap(
    ([, well, sample, rest]) =>
      [...rest!.matchAll(/<data>\s*<tar id="([^"]*)"\s*\/>\s*<cq>([^<]*)<\/cq>(\s*<excl>)?/g)].map(
        ([, target, cq, excl]) => ({
          ...{ well: Number(well), sample: sample!, named: samples.get(sample!), target: target! },
          ...{ cq: cq!, excluded: excl !== undefined },
        }),
      ),
  );
}

describe.runIf(there)("read as they are", () => {
  test.each(["example_1_0", "example_1_3"])("%s", (name) => {
    const path = `rdml/RDML-consortium__rdml-org.github.io__${name}.rdml`;
    const xml = member(path, "rdml_data.xml");
    const wanted = reactionsOf(xml);
    const got = read(path);
    expect(got.problems).toEqual([]);
    expect(told(got)).toEqual({
      ...{ wells: 90, undetermined: 0, blank: 0, omitted: 9, cards: ["Run_1"], samples: 5, assays: 5, nameless: 0 },
    });
    expect(
      got.wells.map(({ well, sample, assay, written, omitted }) => [well, sample, assay, written, omitted]),
    ).toEqual(wanted.map(({ well, sample, target, cq, excluded }) => [well, sample, target, cq, excluded]));
    for (const { ct, written } of got.wells) expect(ct).toBe(Number(written));
    const lines = xml.split("\n");
    for (const { line } of got.wells) expect(lines[line - 1]).toMatch(/^\s*<data>\r?$/);
  });

  test("LightCycler 96: names out of descriptions, the dye left out, 100 as no Cq; wells that nobody named are told", () => {
    const path = "rdml/cran__RDML__lc96_bACTXY.rdml";
    const all = reactionsOf(member(path, "rdml_data.xml"));
    expect(all).toHaveLength(384);
    const wanted = all.filter(({ named, sample }) => named !== undefined && named !== sample);
    const got = read(path);
    expect(got.problems).toEqual([]);
    expect(told(got)).toMatchObject({
      wells: wanted.length,
      samples: 11,
      assays: 4,
      cards: ["cran__RDML__lc96_bACTXY"],
    });
    expect(got.nameless).toBe(384 - wanted.length);
    expect(got.wells.map(({ well, sample, assay, ct }) => [well, sample, assay, ct])).toEqual(
      wanted.map(({ well, named, target, cq }) => [
        ...[well, named, target.replace(/^.*@/, "")],
        cq === "100" ? Number.NaN : Number(cq),
      ]),
    );
    expect(told(got).undetermined).toBe(wanted.filter(({ cq }) => cq === "100").length);
    expect(got.cards[0]).toMatchObject({ instrument: "LC96SN11301", run: "2014-08-19T11:30:20", columns: 12 });
  });

  test("the example of RDES", () => {
    const path = "rdml/RDML-consortium__rdml-org.github.io__RDES_v1_0_example_amplification.tsv";
    const rows = bytesOf(path).toString().trimEnd().split("\n").slice(1);
    const got = read(path);
    expect(got.problems).toEqual([]);
    expect(told(got)).toMatchObject({ wells: 90, undetermined: 35, blank: 0, samples: 5, assays: 5 });
    expect(got.wells.map(({ well, sample, task, assay, written }) => [well, sample, task, assay, written])).toEqual(
      rows.map((row) => {
        const [well, sample, type, target, , , cq] = row.split("\t");
        return [(well!.charCodeAt(0) - 65) * 12 + Number(well!.slice(1)), sample, type, target, cq];
      }),
    );
    expect(got.wells.filter(({ written }) => written === "-1.0").every(({ state }) => state === "undetermined")).toBe(
      true,
    );
  });

  test("the analysis out of an .eds document", () => {
    const path = "eds/guillermodeandajauregui__qPCR_pipeline_COVID19__analysis_result_ejemplo.txt";
    const lines = bytesOf(path).toString().split("\r\n");
    const rows = lines.flatMap((line, at) => (/^\d+\t/.test(line) ? [{ at: at + 1, cells: line.split("\t") }] : []));
    const got = read(path);
    expect(got.problems).toEqual([]);
    expect(told(got)).toMatchObject({ wells: 24, undetermined: 17, blank: 0, samples: 2, assays: 4 });
    expect(got.wells.map(({ well, sample, assay, written, line }) => [well, sample, assay, written, line])).toEqual(
      rows.map(({ at, cells: [well, sample, assay, , ct] }) => [Number(well) + 1, sample, assay, ct, at]),
    );
    for (const { written, state } of got.wells) expect(state).toBe(written === "40.0" ? "undetermined" : "measured");
  });

  test.each(["RDML_v1_0_REC.xsd", "RDML_v1_3_REC.xsd", "RDES_v1_0_REC.txt"])("%s is no export", (name) => {
    const { problems } = read(`rdml/RDML-consortium__rdml-org.github.io__${name}`);
    expect(problems.map(({ code }) => code)).toEqual(["format-unknown"]);
  });
});
