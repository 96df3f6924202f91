import AdmZip from "adm-zip";
import { describe, expect, test } from "vitest";
import type { Assay } from "../data/panel.ts";
import { MEASURED, NO_RESULT, UNDETERMINED, Wells } from "../data/well.ts";
import { rdesFiles } from "../reports/rdes.ts";
import { discovering } from "../stages/formats/discovering.ts";
import { readBytes, told } from "./read-alone.ts";

// What RDML, RDES and .eds files have that a reader trips over, in files made for it.

const NS = 'xmlns="http://www.rdml.org"';
const react = (id: string, sample: string, ...data: string[]) =>
  `<react id="${id}"><sample id="${sample}"/>${data.map((one) => `<data>${one}</data>`).join("")}</react>`;
const data = (target: string, cq: string, more = "") => `<tar id="${target}"/><cq>${cq}</cq>${more}`;
const run = (reacts: string, head = "<pcrFormat><rows>8</rows><columns>12</columns></pcrFormat>", id = "run 1") =>
  `<run id="${id}">${head}${reacts}</run>`;
const rdml = (inside: string, version = "1.2") => `<rdml version="${version}" ${NS}>${inside}</rdml>`;
const experiment = (runs: string, id = "e") => `<experiment id="${id}">${runs}</experiment>`;
const one = (reacts: string, head?: string) => rdml(experiment(run(reacts, head)));
const read = (text: string, file = "a.rdml") => readBytes(Buffer.from(text), file);
const problem = (text: string) => read(text).problems.map(({ code, line, text }) => `${code} ${line}: ${text}`);
const machine = (name: string) =>
  `<instrument>${name}</instrument><pcrFormat><rows>8</rows><columns>12</columns></pcrFormat>`;
const states = (text: string) => read(text).wells.map(({ state, written }) => `${written}: ${state}`);

describe("RDML", () => {
  test("no Cq: -1 and NaN by the schema, 100 and 40 only of the instruments that write them; not there is blank", () => {
    const cqs = (...all: string[]) => all.map((cq, at) => react(String(at + 1), "s", data("t", cq))).join("");
    expect(states(one(cqs("-1", "-1.0", "NaN", "40.0", "38.123")))).toEqual([
      ...["-1: undetermined", "-1.0: undetermined", "NaN: undetermined", "40.0: measured", "38.123: measured"],
    ]);
    expect(states(one(cqs("100", "40.0"), machine("LC96SN1")))).toEqual(["100: undetermined", "40.0: measured"]);
    expect(states(one(cqs("40.0", "39.9"), machine("StepOnePlus")))).toEqual(["40.0: undetermined", "39.9: measured"]);
    expect(states(one(react("1", "s", '<tar id="t"/>')))).toEqual([": no-result"]);
    expect(problem(one(cqs("100"), machine("another")))).toEqual([
      'ct-not-a-number 1: "100" is not a number of cycles from 0 to 60, nor "Undetermined".',
    ]);
    for (const cq of ["INF", "0", "-2", "twelve"]) expect(problem(one(cqs(cq)))).toHaveLength(1);
    expect(read(one(cqs("2.25e1", "+21.5"))).wells.map(({ ct }) => ct)).toEqual([22.5, 21.5]);
    expect(problem(one(cqs("20,5", "21.5"))), "a comma among points").toHaveLength(1);
  });

  test("ids of wells: numbers by position, A1 of RDML 1.0, with the plate's width where it is told", () => {
    const wells = (text: string) => read(text).wells.map(({ well }) => well);
    const plate = (columns: number, rows: number) =>
      `<pcrFormat><rows>${rows}</rows><columns>${columns}</columns></pcrFormat>`;
    const four = ["1", "12", "13", "96"].map((id) => react(id, "s", data("t", "20"))).join("");
    const wide = read(one(four));
    expect(wide.wells.map(({ well }) => well)).toEqual([1, 12, 13, 96]);
    expect(wide.cards[0]!.columns).toBe(12);
    const old = ["A1", "B1", "H12"].map((id) => react(id, "s", data("t", "20"))).join("");
    expect(wells(one(old, "<pcrFormat>96-well plate; A1-H12</pcrFormat>"))).toEqual([1, 13, 96]);
    expect(wells(one(old, "<pcrFormat>384-well plate; A1-P24</pcrFormat>"))).toEqual([1, 25, 180]);
    expect(wells(one(old, "<pcrFormat>free format</pcrFormat>"))).toEqual([1, 13, 96]);
    const rotor = read(one(react("17", "s", data("t", "20")), plate(1, 72)));
    expect([rotor.wells[0]!.well, rotor.cards[0]!.columns]).toEqual([17, 0]);
    expect(problem(one(react("97", "s", data("t", "20"))))).toEqual([
      'cell-not-valid 1: "97" is no well of a plate of 8 rows and 12 columns.',
    ]);
    expect(
      problem(one(react("A1a1", "s", data("t", "20")), "<pcrFormat>3072-well plate; A1a1-D12h8</pcrFormat>")),
    ).toEqual(['well-not-a-number 1: "A1a1" is not the number of a well.']);
  });

  test("several runs are several cards; runs of one name are told apart by their experiments, and files by their names", () => {
    const well = react("1", "s", data("t", "20"));
    const names = (text: string) => read(text).cards.map(({ card }) => card);
    expect(names(rdml(experiment(run(well, "", "x") + run(well, "", "y"))))).toEqual(["x", "y"]);
    expect(names(rdml(experiment(run(well, "", "x"), "e1") + experiment(run(well, "", "x"), "e2")))).toEqual([
      "e1 x",
      "e2 x",
    ]);
    const uuid = "65aeb1ec-b377-4ef6-b03f-92898d47488b";
    expect(names(rdml(experiment(run(well, "", uuid))))).toEqual(["a"]);
    expect(names(rdml(experiment(run(well, "", "full") + run("", "", "empty"))))).toEqual(["full"]);
    const archive = new AdmZip();
    archive.addFile("rdml_data.xml", Buffer.from(rdml(experiment(run(well, "", uuid)))));
    expect(readBytes(archive.toBuffer(), "cards/one.rdml").cards[0]).toMatchObject({
      card: "one",
      part: "#rdml_data.xml",
    });
  });

  test("names: an id is one, unless a program made it up; a dye before a target is left out only where that tells it apart", () => {
    const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
    const target = (id: string, dye: string) => `<target id="${id}"><type>toi</type><dyeId id="${dye}"/></target>`;
    const head =
      `<sample id="${uuid(1)}"><description>fp 3 day 3 v</description></sample><sample id="${uuid(2)}"/>` +
      `${target("FAM@X", "FAM")}${target("HEX@X", "HEX")}${target("FAM@Y", "FAM")}${target("A@B", "FAM")}${target(`FAM@${uuid(3)}`, "FAM")}`;
    const all = ["FAM@X", "HEX@X", "FAM@Y", "A@B", `FAM@${uuid(3)}`].map((id) => data(id, "20"));
    const got = read(
      rdml(head + experiment(run(react("1", uuid(1), ...all) + react("2", uuid(2), data("FAM@Y", "20"))))),
    );
    expect(got.problems).toEqual([]);
    expect(got.wells.map(({ sample, assay }) => [sample, assay])).toEqual([
      ...["FAM@X", "HEX@X", "Y", "A@B", `FAM@${uuid(3)}`].map((assay) => ["fp 3 day 3 v", assay]),
    ]);
    expect(got.nameless, "a sample without any name").toBe(1);
  });

  test("excl leaves out whatever it says, its reasons are flags; a false one is refused", () => {
    const excl = (text: string) => one(react("1", "s", data("t", "20", text)));
    const of = (text: string) => read(excl(text)).wells.map(({ omitted, flags }) => [omitted, flags])[0];
    expect(of("")).toEqual([false, ""]);
    expect(of("<excl/>")).toEqual([true, ""]);
    expect(of("<excl>TRUE</excl>")).toEqual([true, ""]);
    expect(of("<excl>bad plateau;shoulder</excl>")).toEqual([true, "bad plateau;shoulder"]);
    expect(problem(excl("<excl>false</excl>"))[0]).toMatch(/^cell-not-valid 1: "false" as a reason to exclude/);
  });

  test("threshold, method, type of sample by target; corrected Cq and partitions are not taken", () => {
    const text = rdml(
      `<sample id="s"><type targetId="u">pos</type><type>unkn</type></sample>${experiment(
        run(
          react("1", "s", data("t", "20", "<corrCq>19</corrCq><quantFluor>0.25</quantFluor>"), data("u", "21")) +
            '<react id="2"><sample id="s"/><partitions><data><tar id="t"/><pos>3</pos></data></partitions></react>',
          "<cqDetectionMethod>manual threshold and baseline settings</cqDetectionMethod>",
        ),
      )}`,
      "1.3",
    );
    const got = read(text);
    expect(got.problems).toEqual([]);
    expect(got.wells.map(({ well, task, ct }) => [well, task, ct])).toEqual([
      [1, "unkn", 20],
      [1, "pos", 21],
    ]);
    expect(got.thresholds.said(0, 0)).not.toBe(0);
  });

  test("a declaration or none, other prefixes, comments, CDATA, CRLF: read alike, with the lines of the file", () => {
    const plain = one(react("1", "s &amp; t", data("t", "20")));
    const of = (text: string) => read(text).wells.map(({ sample, ct }) => [sample, ct]);
    expect(of(plain)).toEqual([["s & t", 20]]);
    const prefixed = plain.replace(/<(\/?)(?=\w)/g, "<$1q:").replace("xmlns=", "xmlns:q=");
    expect(of(`<?xml version="1.0" encoding="utf-8"?>\r\n<!-- made -->\r\n${prefixed}`)).toEqual([["s & t", 20]]);
    expect(of(`\ufeff${plain.replace("<cq>20<", "<cq><![CDATA[20]]><")}`)).toEqual([["s & t", 20]]);
    expect(read(`\r\n\r\n${plain.replaceAll("<data>", "\r\n<data>")}`).wells[0]!.line).toBe(4);
    const latin = Buffer.from(one(react("1", "Ferr\u00e9", data("t", "20"))), "latin1");
    expect(readBytes(latin).wells[0]!.sample).toBe("Ferré");
    const wide = Buffer.from(`\ufeff${plain}`, "utf16le");
    expect(readBytes(wide).wells).toHaveLength(1);
  });

  test("what is not whole or not well formed is refused, with its line", () => {
    const text = one(`\n${react("1", "s", data("t", "20"))}\n`);
    expect(problem(text.slice(0, -3))[0]).toMatch(/^file-broken 3: is not well-formed XML: /);
    expect(problem(text.replace("</cq>", ""))[0]).toMatch(/^file-broken 2: is not well-formed XML: /);
    expect(problem(text.replace("20<", "&what;<"))[0]).toMatch(/^file-broken 2: .*entity/);
    expect(problem(one(react("1", "s", "<cq>20</cq>")))[0]).toBe(
      "cell-not-valid 1: the data of a reaction name no target.",
    );
    expect(problem(rdml(""))).toEqual(["file-truncated undefined: holds no run with a reaction."]);
  });

  test("a document type is refused, and nothing of it is expanded or fetched", () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");
    const plain = one(react("1", "s", data("t", "20")));
    for (const type of [
      `<!DOCTYPE rdml [<!ENTITY l0 "ha">${laughs}]>`,
      '<!DOCTYPE rdml [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
      '<!DOCTYPE rdml SYSTEM "http://127.0.0.1:9/x.dtd">',
    ]) {
      const used = type + plain.replace('sample id="s"', `sample id="${type.includes("l9") ? "&l9;" : "&f;"}"`);
      expect(problem(used)).toEqual(["file-broken 1: holds a document type definition, which no export needs."]);
    }
  });

  test("text without end and elements without end take no more memory than they have bytes", () => {
    const long = `<rdml ${NS}><sample id="${"a".repeat(3_000_000)}"/></rdml>`;
    expect(problem(long)).toEqual(["file-broken 1: holds more than 1048576 bytes without a tag."]);
    expect(problem(`<rdml ${NS}>${"<a>".repeat(200_000)}`)).toEqual([
      "file-broken 1: holds more than 64 elements within each other.",
    ]);
  });
});

describe("RDES", () => {
  const HEAD = "Well\tSample\tSample Type\tTarget\tTarget Type\tDye\tCq";

  test("what we write is read back: states, names that look like formulas, wells", () => {
    const assays: Assay[] = ["A", "B"].map((gene) => ({ assay: gene, gene, category: "", role: "target" }));
    const names = ["=SUM(1)", "'quoted", "-5", "plain"];
    const wells = new Wells(
      { ...discovering([]), assays, byText: new Map() },
      names.map((sample, line) => ({
        sample,
        card: "",
        subject: "",
        visit: "",
        time: "",
        hours: undefined,
        collected: "",
        columns: {},
        line,
      })),
    );
    wells.cards.push({
      card: "C 1",
      file: "",
      part: "",
      format: "",
      instrument: "",
      software: "",
      run: "",
      columns: 24,
    });
    names.forEach((_, sample) => {
      for (const assay of [0, 1]) {
        const row = wells.add();
        wells.well[row] = 96 * sample + assay + 1;
        wells.sample[row] = sample;
        wells.assay[row] = assay;
        wells.state[row] = assay === 0 ? MEASURED : sample === 3 ? NO_RESULT : UNDETERMINED;
        wells.ct[row] = assay === 0 ? 20.5 + sample : Number.NaN;
        if (assay === 0) wells.written[row] = 1;
      }
    });
    const [file] = [...rdesFiles(wells)];
    const got = read(file!.text, `runs/x/${file!.file}`);
    expect(got.problems).toEqual([]);
    expect(got.wells.map(({ well, sample, assay, ct, state }) => [well, sample, assay, ct, state])).toEqual(
      names.flatMap((sample, at) => [
        [96 * at + 1, sample, "A", 20.5 + at, "measured"],
        [96 * at + 2, sample, "B", Number.NaN, at === 3 ? "no-result" : "undetermined"],
      ]),
    );
    expect(got.cards).toMatchObject([{ card: "rdes-C-1", columns: 24 }]);
  });

  test("rotors have numbers alone; melting curves are no Cq; 40 may be real; a file parted by commas", () => {
    const row = (well: string, cq: string) => `${well}\ts\tunkn\tt\ttoi\tFAM\t${cq}`;
    const rotor = read(`${[HEAD, row("1", "20"), row("33", "40.0")].join("\n")}\n`);
    expect(rotor.wells.map(({ well, ct }) => [well, ct])).toEqual([
      [1, 20],
      [33, 40],
    ]);
    expect(problem(`${[HEAD.replace("Cq", "Tm"), row("A1", "82.9;73.6")].join("\n")}\n`)[0]).toMatch(
      /^column-missing 1: .*"cq".*"Tm"/,
    );
    expect(problem([HEAD, row("A1", "20")].join("\n"))[0]).toMatch(/^file-truncated 2/);
    const commas = `${[HEAD, row("A1", "20"), row("A2", "-1.0")].join("\n").replaceAll("\t", ",")}\n`;
    expect(told(read(commas))).toMatchObject({ wells: 2, undetermined: 1 });
  });
});

describe("an .eds document", () => {
  const HEAD = "Well\tSample Name\tDetector\tTask\tCt\tAvg Ct\tCt SD\tDelta Ct\tQty\tAvg Qty\tQty SD";
  const well = (n: number, ct: string, cycles = 40, last = "false") => [
    `${n}\ts\tt\tTarget\t${ct}\t\t\t\t\t\t`,
    `Rn values${"\t1.5".repeat(cycles)}`,
    `Delta Rn values${"\t0.5".repeat(cycles)}`,
    `DDCT Values\t${n}\t\ts\tt\tTarget\t${ct}\t${last}\t`,
  ];
  const text = (...wells: readonly string[][]) => `${["Session Name\t", HEAD, ...wells.flat()].join("\r\n")}\r\n`;

  test("wells count from 0 in it and from 1 with us; 40.0 is no Ct, and in a run of other cycles it is refused", () => {
    const got = read(text(well(0, "40.0"), well(383, "31.5")), "a.txt");
    expect(got.wells.map(({ well, state, line }) => [well, state, line])).toEqual([
      [1, "undetermined", 3],
      [384, "measured", 7],
    ]);
    expect(problem(text(well(0, "40.0", 45)))).toEqual([
      'cell-not-valid 3: "40.0" in a run of 45 cycles: it may be a Ct, or say that there is none.',
    ]);
    expect(problem(text(well(0, "30.0", 45)))).toEqual([]);
    expect(problem(text(well(0, "30.0", 40, "true")))[0]).toMatch(/^cell-not-valid 6: ends in true/);
  });

  test("one without results says how to export them; what lies beside them is passed over", () => {
    const zip = (members: Readonly<Record<string, string>>) => {
      const archive = new AdmZip();
      for (const [name, content] of Object.entries(members)) archive.addFile(name, Buffer.from(content));
      return readBytes(archive.toBuffer(), "cards/a.eds");
    };
    const beside = { "apldbio/sds/Manifest.mf": "x", "apldbio/sds/calibrations\\a.xml": "<x/>" };
    const got = zip({ ...beside, "apldbio/sds/analysis_result.txt": text(well(0, "20.5")) });
    expect(got.wells.map(({ card, ct }) => [card, ct])).toEqual([["a", 20.5]]);
    for (const members of [beside, { "setup/plate_setup.json": "{}", "primary/analysis.json": "{}" }]) {
      const { problems } = zip(members);
      expect(problems.map(({ code, file }) => [code, file])).toEqual([["format-unknown", "cards/a.eds"]]);
      expect(problems[0]!.text).toMatch(
        /^is an \.eds document without results .* analyse it, and export the results\.$/,
      );
    }
  });
});
