import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Markers } from "../pipeline/inbox/markers.ts";
import { statusOf } from "../pipeline/inbox/status.ts";
import { run } from "../pipeline/run.ts";
import { audit } from "../pipeline/store/audit.ts";
import { openDatabase } from "../pipeline/store/database.ts";
import { readWells, spellWells } from "../pipeline/store/well-list.ts";
import { verifyRun } from "../pipeline/verify.ts";
import { Bench, GRACE, QUIET, withWells } from "./inbox-bench.ts";

const root = mkdtempSync(join(tmpdir(), "deltact-inbox-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A card on which one gene's wells are another's: all wells are there, and the gene is not. */
function renamed(gene: string, other: string): (text: string) => string {
  const written = (name: string) => new RegExp(`\\t(${name}(?:-[A-Za-z0-9_]+)?)\\t`, "g");
  return (text) => {
    const [, as] = written(other).exec(text)!;
    return text.replace(written(gene), `\t${as}\t`);
  };
}

describe("what is taken, and when", () => {
  test("a file is taken at the second look, if it did not change; then it is run once", async () => {
    const bench = new Bench(root, "two-looks");
    bench.upload(0);
    expect(await bench.process()).toMatchObject({ waiting: 1, ingested: 0, runs: [] });
    bench.time += QUIET - 1;
    expect(await bench.process()).toMatchObject({ waiting: 1, ingested: 0 });
    bench.time += 1;
    const done = await bench.process();
    expect(done).toMatchObject({ waiting: 0, ingested: 1, quarantined: 0, failed: [] });
    expect(done.runs.length).toBe(1);
    expect(bench.inputs(done.runs[0]!)).toEqual([`inbox/${[...bench.cards.keys()][0]}`]);
    bench.time += 10 * QUIET;
    expect(await bench.process()).toMatchObject({ waiting: 0, ingested: 0, runs: [] });
  });

  test("one that goes on growing is waited for, also when its times are set back", async () => {
    const bench = new Bench(root, "growing");
    const name = bench.upload(0, { edit: (text) => text.slice(0, 2000) });
    await bench.process();
    bench.time += QUIET;
    bench.upload(0, { edit: (text) => text.slice(0, 4000) });
    utimesSync(join(bench.inbox, name), new Date(0), new Date(0));
    expect(await bench.process()).toMatchObject({ waiting: 1, ingested: 0, quarantined: 0 });
    bench.time += QUIET;
    bench.upload(0);
    utimesSync(join(bench.inbox, name), new Date(0), new Date(0));
    expect(await bench.process()).toMatchObject({ waiting: 1 });
    bench.time += QUIET;
    expect(await bench.process()).toMatchObject({ ingested: 1 });
  });

  test("one that is written to while it is read is put back", async () => {
    const bench = new Bench(root, "while-read");
    bench.upload(0);
    await bench.process();
    bench.time += QUIET;
    // Between the look and the reading, another writer is at it.
    let asked = 0;
    const now = () => {
      if (++asked === 2) bench.upload(0, { edit: (text) => `${text} ` });
      return new Date(bench.time);
    };
    expect(await bench.process({ now })).toMatchObject({ waiting: 1, ingested: 0 });
    expect(bench.lines.at(-1)).toMatch(/is still being written; put back/);
  });

  test("what is no upload is left alone: parts, hidden files, links, empty files", async () => {
    const bench = new Bench(root, "litter");
    const text = [...bench.cards.values()][0]!;
    for (const name of [
      ".hidden.txt",
      "a.txt.part",
      "a.tmp",
      "~$a.txt",
      "Thumbs.db",
      "b.crdownload",
      ".stfolder/c.txt",
    ])
      bench.write(join(bench.inbox, name), text);
    bench.write(join(bench.folder, "outside.txt"), text);
    symlinkSync(join(bench.folder, "outside.txt"), join(bench.inbox, "link.txt"));
    symlinkSync(bench.folder, join(bench.inbox, "loop"));
    expect(await bench.settle()).toMatchObject({ waiting: 0, ingested: 0, quarantined: 0 });
    bench.write(join(bench.inbox, "empty.txt"), "");
    expect(await bench.settle()).toMatchObject({ waiting: 1, quarantined: 0 });
  });

  test("files in folders are taken; the inbox is as it was", async () => {
    const bench = new Bench(root, "folders");
    bench.upload(0, { as: "site 1/Ünit/a.txt" });
    const before = readdirSync(bench.inbox, { recursive: true });
    const done = await bench.settle();
    expect(bench.inputs(done.runs[0]!)).toEqual(["inbox/site 1/Ünit/a.txt"]);
    expect(readdirSync(bench.inbox, { recursive: true })).toEqual(before);
  });

  test("a clock that went back: looked at anew", async () => {
    const bench = new Bench(root, "clock");
    bench.upload(0);
    await bench.process();
    bench.time -= 86_400_000;
    expect(await bench.process()).toMatchObject({ waiting: 1 });
    bench.time += QUIET;
    expect(await bench.process()).toMatchObject({ ingested: 1 });
  });
});

describe("exactly once", () => {
  test("the same bytes under another name are noted, and nothing is done", async () => {
    const bench = new Bench(root, "same-bytes");
    const name = bench.upload(0);
    await bench.settle();
    bench.upload(0, { as: "copy.txt" });
    expect(await bench.settle()).toMatchObject({ ingested: 0, quarantined: 0, runs: [] });
    expect(bench.lines.at(-1)).toBe(`copy.txt: the same bytes as ${name}, which is ingested; nothing was done.`);
    expect(await bench.states()).toEqual({ [name]: "ingested" });
  });

  test("a card that is analysed anew takes the old one's place: both are kept, and the report says so", async () => {
    const bench = new Bench(root, "again");
    const name = bench.upload(0);
    bench.upload(1);
    await bench.settle();
    bench.upload(0, { as: "again.txt", edit: (text) => text.replace(/\t(2\d)\.(\d{3})\t/, "\t$1.999\t") });
    const done = await bench.settle();
    expect(done).toMatchObject({ ingested: 1, quarantined: 0 });
    expect(await bench.states()).toMatchObject({ [name]: "superseded", "again.txt": "ingested" });
    expect(bench.inputs(done.runs[0]!)).not.toContain(`inbox/${name}`);
    const told = `inbox/${name} is not used: it is superseded by inbox/again.txt.`;
    expect(readFileSync(join(done.runs[0]!, "report.html"), "utf8")).toContain(told);
    const objects = readdirSync(join(bench.store, "objects"), { recursive: true }) as string[];
    expect(objects.filter((path) => path.includes("/")).length).toBe(3);
  });

  test("a card over two files is two parts of it", async () => {
    const bench = new Bench(root, "parts");
    bench.upload(0, { as: "a.txt", edit: withWells((well) => well <= 192) });
    bench.upload(0, { as: "b.txt", edit: withWells((well) => well > 192) });
    const done = await bench.settle();
    expect(done).toMatchObject({ ingested: 2, quarantined: 0, failed: [] });
    expect(readFileSync(join(done.runs[0]!, "wells.csv"), "utf8").split("\n").length).toBe(1 + 384 + 1);
    expect(await bench.states()).toEqual({ "a.txt": "ingested", "b.txt": "ingested" });
  });

  test.each([
    [
      "another run date",
      (text: string) => text.replace(/^(\* Experiment Run End Time\s*=\s*)20(\d\d)/m, "$120" + "09"),
      /was run on/,
    ],
    ["only some of its wells", withWells((well) => well !== 7), /holds 384 wells, and this file 383 of them/],
  ])("a card again with %s is for people to decide", async (name, edit, told) => {
    const bench = new Bench(root, `conflict-${name.replaceAll(" ", "-")}`);
    const first = bench.upload(0);
    await bench.settle();
    bench.upload(0, { as: "again.txt", edit });
    expect(edit([...bench.cards.values()][0]!)).not.toBe([...bench.cards.values()][0]);
    expect(await bench.settle()).toMatchObject({ quarantined: 1, runs: [] });
    expect(await bench.states()).toEqual({ [first]: "ingested", "again.txt": "quarantined" });
    expect(bench.lines.at(-1)).toMatch(told);
  });
});

describe("what cannot be used", () => {
  test("a bad file is put aside with its reason, and the others are run", async () => {
    const bench = new Bench(root, "bad");
    bench.write(join(bench.inbox, "notes <b>.docx"), "PK\u0003\u0004nothing");
    bench.upload(0);
    bench.upload(1, { edit: (text) => text.replace(/\t2\d\.\d{3}\t/g, "\ttwenty\t") });
    const done = await bench.settle();
    expect(done).toMatchObject({ ingested: 1, quarantined: 2, failed: [] });
    expect(done.runs.length).toBe(1);
    const reasons = readdirSync(join(bench.store, "quarantine"));
    expect(reasons.every((name) => /^[0-9a-f]{12}-[A-Za-z0-9._-]+\.reason\.txt$/.test(name))).toBe(true);
    const texts = reasons.map((name) => readFileSync(join(bench.store, "quarantine", name), "utf8"));
    expect(texts.some((text) => /cannot be opened.*\n {2}-> Copy the file again/s.test(text))).toBe(true);
    expect(texts.some((text) => /"twenty" is not a number.*--retry [0-9a-f]{12}/s.test(text))).toBe(true);
    expect(await bench.settle()).toMatchObject({ quarantined: 0, runs: [] });
  });

  test("a sample that is not listed yet: after it is, the upload is taken up again", async () => {
    const bench = new Bench(root, "retry");
    const name = bench.upload(0);
    const samples = readFileSync(join(bench.study, "samples.csv"), "utf8");
    const [heading, ...rows] = samples.split("\n");
    const subject = rows[0]!.split(",")[1]!;
    bench.write(
      join(bench.study, "samples.csv"),
      [heading, ...rows.filter((row) => !row.includes(subject))].join("\n"),
    );
    expect(await bench.settle()).toMatchObject({ quarantined: 1, ingested: 0 });
    expect(bench.lines.at(-1)).toMatch(/is not in the samples table/);
    bench.write(join(bench.study, "samples.csv"), samples);
    expect(await bench.process()).toMatchObject({ ingested: 0 });
    expect(await bench.process({ retry: ["all"] })).toMatchObject({ ingested: 1, quarantined: 0 });
    expect(await bench.states()).toEqual({ [name]: "ingested" });
  });

  test("a file that breaks off is waited for, then put aside; the whole file under its name is taken", async () => {
    const bench = new Bench(root, "cut");
    const cut = (text: string) => text.slice(0, text.lastIndexOf("\t") - 3);
    const name = bench.upload(0, { edit: (text) => cut(text.slice(0, text.length / 2)) });
    expect(await bench.settle()).toMatchObject({ waiting: 1, ingested: 0, quarantined: 0 });
    for (let i = 0; i < 5; i++) expect(await bench.process()).toMatchObject({ waiting: 1, quarantined: 0 });
    bench.time += GRACE;
    expect(await bench.process()).toMatchObject({ waiting: 0, quarantined: 1 });
    bench.upload(0);
    expect(await bench.settle()).toMatchObject({ ingested: 1 });
    expect(Object.keys(await bench.states())).toEqual([name]);
  });

  test("one that cannot be read is told each time, and taken when it can", async () => {
    const bench = new Bench(root, "unreadable");
    const name = bench.upload(0);
    bench.upload(1);
    const path = join(bench.inbox, name);
    chmodSync(path, 0);
    const asRoot = process.getuid?.() === 0;
    const done = await bench.settle();
    // Root reads all: then there is nothing to be seen here.
    expect(done).toMatchObject(asRoot ? { ingested: 2 } : { ingested: 1, quarantined: 1 });
    chmodSync(path, 0o644);
    if (!asRoot) expect(await bench.settle()).toMatchObject({ ingested: 1 });
  });

  test("a file whose reading kills the process is put aside after three times", async () => {
    const bench = new Bench(root, "poison");
    const name = bench.upload(0);
    await bench.process();
    bench.time += QUIET;
    await bench.process({ studies: [] });
    const database = await openDatabase(join(bench.store, "ledger.sqlite"));
    database.exec("UPDATE uploads SET state = 'received', attempts = 3");
    database.close();
    expect(await bench.process()).toMatchObject({ quarantined: 1, ingested: 0 });
    expect(bench.lines.at(-1)).toMatch(/ended 3 times with the death of the process/);
    expect(await bench.states()).toEqual({ [name]: "quarantined" });
  });

  test("files that cannot stand beside each other: those that came last are put aside, and the rest is run", async () => {
    const bench = new Bench(root, "beside");
    // Without cards in the samples table the name alone tells a sample.
    const samples = join(bench.study, "samples.csv");
    const rows = readFileSync(samples, "utf8").split("\n");
    const column = rows[0]!.split(",").indexOf("card");
    writeFileSync(
      samples,
      rows
        .map((row) =>
          row
            .split(",")
            .filter((_, at) => at !== column)
            .join(","),
        )
        .join("\n"),
    );
    bench.upload(0);
    await bench.settle();
    // The same samples on a card of another name.
    const [first] = [...bench.cards.keys()];
    const barcode = first!.replace(/\.txt$/, "");
    bench.upload(0, { as: "other.txt", edit: (text) => text.replaceAll(barcode, "OTHER1") });
    bench.upload(1);
    const done = await bench.settle();
    expect(done).toMatchObject({ quarantined: 1, failed: [] });
    expect(done.runs.length).toBe(1);
    expect(await bench.states()).toMatchObject({ "other.txt": "quarantined" });
    expect(bench.lines.join("\n")).toMatch(/^other\.txt: quarantined\. .*on the card "OTHER1"/ms);
  });

  test("one that took another's place and then cannot stand gives it back: no card is lost", async () => {
    const bench = new Bench(root, "gives-back");
    const name = bench.upload(0);
    bench.upload(1);
    await bench.settle();
    // Without a reference gene: it can be read and takes the other's place, but it cannot be run.
    const panel = readFileSync(join(bench.study, "panel.csv"), "utf8");
    const [, gene] = /^[^,]*,([^,]*),[^,]*,reference/m.exec(panel)!;
    bench.upload(0, { as: "again.txt", edit: renamed(gene!, "BAX") });
    const done = await bench.settle();
    expect(bench.lines.join("\n")).toMatch(
      new RegExp(
        `^again.txt: EX\\d+ for example, in place of ${name}\\.$[^]*^again.txt: quarantined\\. .*reference gene ${gene}`,
        "m",
      ),
    );
    expect(await bench.states()).toMatchObject({ [name]: "ingested", "again.txt": "quarantined" });
    expect(done.failed).toEqual([]);
    expect(bench.inputs(join(bench.out, readdirSync(bench.out).find((one) => one.startsWith("example-"))!))).toContain(
      `inbox/${name}`,
    );
    expect((await audit(bench.store)).damage).toEqual([]);
  });

  test("an older analysis that is taken up again does not take the later one's place, unless it is asked for by name", async () => {
    const bench = new Bench(root, "older");
    // It cannot be read yet: its samples are not listed.
    const samples = join(bench.study, "samples.csv");
    const listed = readFileSync(samples, "utf8");
    const [first] = [...bench.cards.keys()];
    const barcode = first!.replace(/\.txt$/, "");
    writeFileSync(samples, listed.replace(new RegExp(`^.*,${barcode},.*\n`, "gm"), ""));
    bench.upload(0, { as: "old.txt" });
    bench.upload(1);
    expect(await bench.settle()).toMatchObject({ quarantined: 1 });
    writeFileSync(samples, listed);
    bench.upload(0, { as: "new.txt", edit: (text) => text.replace("EXAMPLE", "ELSEWHERE") });
    expect(await bench.settle()).toMatchObject({ ingested: 1, quarantined: 0 });
    expect(await bench.process({ retry: ["all"] })).toMatchObject({ quarantined: 1, ingested: 0 });
    expect(bench.lines.join("\n")).toMatch(/old\.txt: quarantined\. The card .* was analysed anew since, by new\.txt/);
    expect(await bench.states()).toMatchObject({ "old.txt": "quarantined", "new.txt": "ingested" });
    const [old] = await bench.ledger((ledger) => ledger.uploads("quarantined"));
    expect(await bench.process({ retry: [old!.sha256.slice(0, 12)] })).toMatchObject({ ingested: 1 });
    expect(await bench.states()).toMatchObject({ "old.txt": "ingested", "new.txt": "superseded" });
  });

  test("of two analyses that arrive together the one that was saved later holds, whatever their names", async () => {
    const bench = new Bench(root, "together");
    for (const [as, hours] of [
      ["a-later.txt", 0],
      ["b-earlier.txt", -1],
    ] as const) {
      bench.upload(0, { as, edit: (text) => text.replace("EXAMPLE", as) });
      const saved = new Date(Date.now() + hours * 3_600_000);
      utimesSync(join(bench.inbox, as), saved, saved);
    }
    await bench.settle();
    expect(await bench.states()).toEqual({ "a-later.txt": "ingested", "b-earlier.txt": "superseded" });
  });

  test("a card whose subject consents only later is known for the same card when it is analysed anew", async () => {
    const bench = new Bench(root, "consents");
    const subjects = join(bench.study, "subjects.csv");
    const text = readFileSync(subjects, "utf8");
    const id = /^(INO-\d+),yes,/m.exec(text)![1];
    writeFileSync(subjects, text.replace(`${id},yes`, `${id},no`));
    bench.upload(0, { as: "first.txt" });
    bench.upload(1);
    await bench.settle();
    expect(bench.lines.join("\n")).toMatch(/first\.txt: no well that may be used/);
    writeFileSync(subjects, text);
    bench.upload(0, { as: "second.txt", edit: (card) => card.replace("EXAMPLE", "ELSEWHERE") });
    expect(await bench.settle()).toMatchObject({ ingested: 1, quarantined: 0, failed: [] });
    expect(await bench.states()).toMatchObject({ "first.txt": "superseded", "second.txt": "ingested" });
  });

  test("a run that is its study's again comes first in the status", async () => {
    const bench = new Bench(root, "again-holds");
    bench.upload(0);
    bench.upload(1);
    const [first] = (await bench.settle()).runs;
    const yaml = join(bench.study, "study.yaml");
    const text = readFileSync(yaml, "utf8");
    writeFileSync(yaml, `${text}\n`);
    bench.time += 1000;
    const [second] = (await bench.process()).runs;
    expect(second).not.toBe(first);
    writeFileSync(yaml, text);
    bench.time += 1000;
    expect(await bench.process()).toMatchObject({ runs: [], changed: true });
    expect(await bench.ledger((ledger) => statusOf(ledger).studies[0]!.last!.folder)).toBe(first);
    expect(await bench.process()).toMatchObject({ runs: [], changed: false });
  });

  test("a study that cannot be read: nothing is lost, and told", async () => {
    const bench = new Bench(root, "study");
    bench.upload(0);
    const yaml = readFileSync(join(bench.study, "study.yaml"), "utf8");
    bench.write(join(bench.study, "study.yaml"), yaml.replace("visits:", "vists:"));
    const done = await bench.settle();
    expect(done).toMatchObject({ ingested: 0, quarantined: 0 });
    expect(done.failed[0]!.reason).toMatch(/did you mean "visits"/);
    bench.write(join(bench.study, "study.yaml"), yaml);
    expect(await bench.process()).toMatchObject({ ingested: 1 });
  });
});

describe("several studies, and after", () => {
  test("each file goes to the study that lists its samples", async () => {
    const one = new Bench(root, "routes");
    const two = new Bench(root, "routes-two");
    for (const name of ["samples.csv", "subjects.csv", "assessments.csv", "events.csv", "toxicities.csv"]) {
      const path = join(two.study, name);
      writeFileSync(path, readFileSync(path, "utf8").replaceAll("INO-", "XYZ-"));
    }
    const yaml = join(two.study, "study.yaml");
    writeFileSync(yaml, readFileSync(yaml, "utf8").replace(/^study: .*$/m, "study: second"));
    one.upload(0, { as: "one.txt" });
    one.upload(1, { as: "two.txt", edit: (text) => text.replaceAll("INO-", "XYZ-") });
    one.upload(2, { as: "nobody.txt", edit: (text) => text.replaceAll("INO-", "QQQ-") });
    const done = await one.settle({ studies: [one.study, two.study] });
    expect(done).toMatchObject({ ingested: 2, quarantined: 1, failed: [] });
    expect(done.runs.map((folder) => one.inputs(folder))).toEqual([["inbox/one.txt"], ["inbox/two.txt"]]);
    expect(one.lines.find((line) => line.startsWith("nobody.txt"))).toMatch(/example: .*second: /s);
  });

  test("the wells of an upload are read once; what is kept of them can be thrown away, or be damaged", async () => {
    const bench = new Bench(root, "kept");
    bench.upload(0);
    const first = (await bench.settle()).runs[0]!;
    const wells = join(bench.store, "wells");
    const files = () => (readdirSync(wells, { recursive: true }) as string[]).filter((path) => path.includes("/"));
    expect(files().length).toBe(1);
    const before = readFileSync(join(wells, files()[0]!));
    const yaml = join(bench.study, "study.yaml");
    for (const spoil of [
      () => writeFileSync(join(wells, files()[0]!), before.subarray(0, before.length - 9)),
      () => rmSync(wells, { recursive: true }),
    ]) {
      spoil();
      writeFileSync(yaml, `${readFileSync(yaml, "utf8")}\n`);
      const again = (await bench.process()).runs[0]!;
      expect(readFileSync(join(again, "wells.csv")).equals(readFileSync(join(first, "wells.csv")))).toBe(true);
      expect(readFileSync(join(wells, files()[0]!)).equals(before)).toBe(true);
    }
    // What is kept is what is read: with the bytes gone the run is made all the same.
    rmSync(join(bench.store, "objects"), { recursive: true });
    writeFileSync(yaml, `${readFileSync(yaml, "utf8")}\n`);
    expect((await bench.process()).runs.length).toBe(1);
  });

  test("a study that was edited is run again; an idle call runs nothing", async () => {
    const bench = new Bench(root, "edited");
    bench.upload(0);
    await bench.settle();
    expect(await bench.process()).toMatchObject({ runs: [] });
    const yaml = join(bench.study, "study.yaml");
    writeFileSync(yaml, readFileSync(yaml, "utf8").replace("ct_limit: 40", "ct_limit: 38"));
    expect((await bench.process()).runs.length).toBe(1);
    expect(await bench.process()).toMatchObject({ runs: [] });
    // A card in the study's own folder is new too.
    const [, second] = [...bench.cards];
    bench.write(join(bench.study, "cards", second![0]), second![1]);
    expect((await bench.process()).runs.length).toBe(1);
    expect(await bench.process()).toMatchObject({ runs: [] });
  });

  test("of a superseded upload whose subject has withdrawn, nothing is told", async () => {
    const bench = new Bench(root, "withdrawn");
    const name = bench.upload(0);
    bench.upload(1);
    await bench.settle();
    bench.upload(0, { as: "again.txt", edit: (text) => text.replace(/\t(2\d)\.(\d{3})\t/, "\t$1.999\t") });
    await bench.settle();
    const subjects = join(bench.study, "subjects.csv");
    const rows = readFileSync(subjects, "utf8").split("\n");
    const at = rows[0]!.split(",").indexOf("consent");
    const who = rows[1]!.split(",");
    who[at] = "no";
    writeFileSync(subjects, [rows[0], who.join(","), ...rows.slice(2)].join("\n"));
    const [made] = (await bench.process()).runs;
    for (const file of readdirSync(made!)) {
      const text = readFileSync(join(made!, file), "utf8");
      for (const left of [name, "again.txt", who[0]!]) expect(text.includes(left), `${left} in ${file}`).toBe(false);
    }
  });

  test("the run is that of the same files in the study's folder", async () => {
    const bench = new Bench(root, "equal");
    for (const card of [0, 1, 2]) bench.upload(card);
    const done = await bench.settle();
    for (const [name, text] of bench.cards) bench.write(join(bench.study, "cards", name), text);
    const plain = await run(bench.study, { out: join(bench.folder, "plain") });
    for (const name of ["change-tests.csv", "association.csv", "expression.csv"])
      expect(readFileSync(join(done.runs[0]!, name)).equals(readFileSync(join(plain.folder!.path, name)))).toBe(true);
  });

  test("a run is verified from the study and the store, superseded uploads and all", async () => {
    const bench = new Bench(root, "verify");
    bench.upload(0);
    bench.upload(1);
    await bench.settle();
    bench.upload(0, { as: "again.txt", edit: (text) => text.replace(/\t(2\d)\.(\d{3})\t/, "\t$1.999\t") });
    const { runs } = await bench.settle();
    const { study, store } = bench;
    const found = await verifyRun(runs[0]!, { study, store });
    expect(found.findings).toEqual([]);
    expect(found.verdict).toBe("verified");
    expect((await verifyRun(runs[0]!, { study })).verdict).toBe("trouble");
  });

  test("processed files are moved where that is asked for, and only those", async () => {
    const bench = new Bench(root, "move");
    const name = bench.upload(0);
    bench.write(join(bench.inbox, "bad.txt"), "no export");
    const move = join(bench.folder, "done");
    bench.write(join(move, name), "another file that is there");
    await bench.settle({ move });
    expect(readdirSync(bench.inbox)).toEqual([]);
    expect(readFileSync(join(move, name), "utf8")).toBe("another file that is there");
    expect(readdirSync(move).sort()).toEqual(
      ["bad.txt", name, expect.stringMatching(new RegExp(`^${name}\\.[0-9a-f]{12}$`))].sort(),
    );
    // Put in again after it was moved: the same bytes.
    bench.upload(0);
    expect(await bench.settle({ move })).toMatchObject({ ingested: 0, runs: [] });
  });

  test("what is moved away and back is not taken twice, whatever its times", async () => {
    const bench = new Bench(root, "back");
    const name = bench.upload(0);
    await bench.settle();
    renameSync(join(bench.inbox, name), join(bench.folder, "aside"));
    await bench.process();
    renameSync(join(bench.folder, "aside"), join(bench.inbox, name));
    expect(await bench.settle()).toMatchObject({ ingested: 0, quarantined: 0, runs: [] });
  });

  test("the ledger's events cannot be changed, nor taken out, and a broken chain is found", async () => {
    const bench = new Bench(root, "events");
    bench.upload(0);
    await bench.settle();
    const kinds = await bench.ledger(({ events }) => events.all().map(({ kind }) => kind));
    expect(kinds).toEqual(["received", "ingested", "ran"]);
    expect(await bench.ledger(({ events }) => events.broken())).toBeUndefined();
    const database = await openDatabase(join(bench.store, "ledger.sqlite"));
    expect(() => database.exec("DELETE FROM events")).toThrow(/never taken out/);
    expect(() => database.exec("UPDATE events SET kind = 'x'")).toThrow(/never changed/);
    database.exec("DROP TRIGGER events_hold; UPDATE events SET detail = '{}' WHERE id = 2");
    database.close();
    expect(await bench.ledger(({ events }) => events.broken())).toEqual({ id: 2, text: "is not as it was written" });
  });

  test("a store of a newer program is left alone", async () => {
    const bench = new Bench(root, "newer");
    await bench.process();
    const database = await openDatabase(join(bench.store, "ledger.sqlite"));
    database.exec("PRAGMA user_version = 99");
    database.close();
    await expect(bench.process()).rejects.toThrow(/has the version 99; this program knows those up to 3/);
  });

  test("an object that was damaged is told, not used", async () => {
    const bench = new Bench(root, "damaged");
    bench.upload(0);
    await bench.settle();
    rmSync(join(bench.store, "wells"), { recursive: true });
    const [object] = (readdirSync(join(bench.store, "objects"), { recursive: true }) as string[]).filter((path) =>
      path.includes("/"),
    );
    writeFileSync(join(bench.store, "objects", object!), "other bytes");
    writeFileSync(join(bench.study, "study.yaml"), `${readFileSync(join(bench.study, "study.yaml"), "utf8")}\n`);
    const done = await bench.process();
    expect(done.runs).toEqual([]);
    expect(done.failed[0]!.reason).toMatch(/no longer holds the bytes of its name.*\[store-damaged\]/s);
    expect(existsSync(bench.out) && readdirSync(bench.out).filter((name) => name.startsWith(".")).length).toBe(0);
  });
});

test("lists of wells", () => {
  expect(spellWells([3, 1, 2, 7, 9, 10])).toBe("1-3,7,9-10");
  expect([...readWells("1-3,7,9-10")]).toEqual([1, 2, 3, 7, 9, 10]);
  expect(spellWells([5])).toBe("5");
});

describe("completion markers", () => {
  const marker = ".done";

  test("without its marker a file waits; with it, settled, it is taken; both are moved", async () => {
    const bench = new Bench(root, "marker");
    const move = join(bench.folder, "moved");
    const name = bench.upload(0);
    bench.upload(1);
    for (let i = 0; i < 3; i++) expect(await bench.settle({ marker })).toMatchObject({ ingested: 0, waiting: 2 });
    const { waiting } = await bench.ledger(statusOf);
    expect(waiting.map(({ why }) => why)).toContain(`waits for ${name}.done`);
    writeFileSync(join(bench.inbox, `${name}.done`), "");
    expect(await bench.process({ marker })).toMatchObject({ ingested: 0, waiting: 2 });
    bench.time += QUIET;
    expect(await bench.process({ marker, move })).toMatchObject({ ingested: 1, waiting: 1, quarantined: 0 });
    expect(readdirSync(move).sort()).toEqual([name, `${name}.done`].sort());
    expect(readdirSync(bench.inbox)).toHaveLength(1);
    expect(Object.keys(await bench.states())).toEqual([name]);
  });

  test("one that is gone, or cannot be read, when it is looked into holds up its own file alone", () => {
    const seen = (path: string) => ({ path, size: 64n, mtime: 0n, ctime: 0n, inode: 0n });
    const files = [seen("a.txt"), seen("a.txt.done")];
    const markers = new Markers(join(root, "nowhere"), files, marker, () => true);
    expect(markers.of("a.txt")).toEqual({
      kind: "waits",
      why: expect.stringMatching(/^a\.txt\.done cannot be read: /),
    });
  });

  test("the hash in it is that of the file, or the file is not taken", async () => {
    const bench = new Bench(root, "marker-hash");
    const name = bench.upload(0);
    const right = createHash("sha256")
      .update([...bench.cards.values()][0]!)
      .digest("hex");
    const write = (text: string) => writeFileSync(join(bench.inbox, `${name}.done`), text);
    write(`${right.slice(0, 40)}`);
    expect(await bench.settle({ marker })).toMatchObject({ ingested: 0, waiting: 1 });
    write(`${"0".repeat(64)}  ${name}\n`);
    expect(await bench.settle({ marker })).toMatchObject({ ingested: 0, quarantined: 1 });
    expect(bench.lines.at(-1)).toMatch(/has not the SHA-256 that its marker tells/);
    expect(await bench.states()).toEqual({});
    write(`${right.toUpperCase()}  ${name}\n`);
    expect(await bench.settle({ marker })).toMatchObject({ ingested: 1, quarantined: 0 });
  });
});
