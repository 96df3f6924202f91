import { spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { exampleStudy } from "../data/example/study.ts";
import type { StoreStatus } from "../data/store-status.ts";
import { processInbox } from "../pipeline/inbox/process.ts";
import { watchInbox } from "../pipeline/inbox/watch.ts";
import { openDatabase } from "../pipeline/store/database.ts";
import { hashOf } from "../pipeline/store/objects.ts";

// What stands around process: status, audit, watch, rehearsal and hook, as a user calls them, and the README's examples.

const cli = new URL("../dist/cli.js", import.meta.url).pathname;
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const root = mkdtempSync(join(tmpdir(), "deltact-unattended-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const files = [...exampleStudy({ cards: 3, seed: 3, formats: ["quantstudio"] })];
const cards = files.filter(({ path }) => path.startsWith("cards/"));
const [one, two] = cards.map(({ text }) => text) as [string, string];

let number = 0;
/** The folder in which all of a test is: my-study without exports, and an empty inbox. */
let place = "";
beforeEach(() => {
  place = join(root, String(++number));
  mkdirSync(join(place, "uploads"), { recursive: true });
  for (const { path, text } of files) {
    if (path.startsWith("cards/")) continue;
    mkdirSync(dirname(join(place, "my-study", path)), { recursive: true });
    writeFileSync(join(place, "my-study", path), text);
  }
});

const put = (name: string, text: string) => {
  mkdirSync(dirname(join(place, "uploads", name)), { recursive: true });
  writeFileSync(join(place, "uploads", name), text);
};
function deltact(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8", cwd: place });
  expect(stderr).not.toContain("mistake of deltact");
  return { status, stdout, stderr };
}
const process_ = (...more: string[]) => deltact("process", "my-study", "--inbox", "uploads", "--quiet", "0", ...more);
const store = () => join(place, "my-study", "store");
const status = (): StoreStatus => JSON.parse(deltact("status", "--store", store(), "--json").stdout);
async function inLedger<T>(what: (database: Awaited<ReturnType<typeof openDatabase>>) => T): Promise<T> {
  const database = await openDatabase(join(store(), "ledger.sqlite"));
  try {
    return what(database);
  } finally {
    database.close();
  }
}
const eventsNow = () =>
  inLedger((ledger) =>
    ledger
      .prepare("SELECT kind FROM events ORDER BY id")
      .all()
      .map((row) => (row as { kind: string }).kind),
  );

/** Every file below a folder with its hash. */
const tree = (folder: string) =>
  Object.fromEntries(
    (readdirSync(folder, { recursive: true }) as string[])
      .sort()
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, hashOf(readFileSync(join(folder, path)))]),
  );

/** The first card analysed anew: one Ct is another. */
const again = one.replace(/\t(2\d\.\d)(\d+)/, "\t$19");
/** A file that is no export, with a name that would be markup, a shell's words and a terminal's. */
const hostile = "<img src=x>$(touch pwned)\u001b[2J.txt";

describe("status", () => {
  test("without a store: exit code 1, and none is made", () => {
    const { status, stderr } = deltact("status", "--store", "nowhere");
    expect(status).toBe(1);
    expect(stderr).toMatch(/nowhere: holds no ledger\.sqlite\.\n {2}-> .*\[no-store\]/);
    expect(readdirSync(place).sort()).toEqual(["my-study", "uploads"]);
  });

  test("tells last runs, what waits, what is quarantined and superseded, and when the inbox was looked at", () => {
    put("a.txt", one);
    put("b.txt", two);
    expect(process_().status).toBe(0);
    put("a2.txt", again);
    put(hostile, "no export\n");
    expect(process_().status).toBe(5);
    put("empty.txt", "");
    process_();
    const told = status();
    expect(told.uploads).toEqual({ ingested: 2, quarantined: 1, superseded: 1 });
    expect(told.inboxes).toEqual([{ inbox: join(place, "uploads"), looked: expect.any(String), failed: [] }]);
    expect(told.studies).toMatchObject([{ study: "example", uploads: 2 }]);
    expect(existsSync(join(told.studies[0]!.last!.folder, "report.html"))).toBe(true);
    expect(told.waiting).toMatchObject([{ file: "empty.txt", why: "holds nothing yet" }]);
    expect(told.quarantined).toMatchObject([{ file: hostile, remedy: expect.stringContaining("Export the results") }]);
    expect(existsSync(join(store(), told.quarantined[0]!.more))).toBe(true);
    expect(told.superseded).toMatchObject([{ file: "a.txt", by: { file: "a2.txt" } }]);
    const { stdout } = deltact("status", "--store", store());
    expect(stdout).toMatch(/uploads was looked at \d+ (second|minute)s? ago, \d{4}-/);
    expect(stdout).toContain("Uploads: 2 ingested, 1 quarantined, 1 superseded.");
    for (const part of ["Last runs", "Waiting", "Quarantined", "Superseded"]) expect(stdout).toContain(`${part}:\n`);
    expect(stdout).not.toContain("\u001b");
  });

  test("is told while another process writes, and leaves no file in a store at rest", async () => {
    put("a.txt", one);
    process_();
    const before = tree(store());
    status();
    deltact("audit", "--store", store());
    expect(tree(store())).toEqual(before);
    await inLedger((ledger) => {
      ledger.exec("BEGIN IMMEDIATE; UPDATE uploads SET name = 'half'");
      expect(deltact("status", "--store", store()).status).toBe(0);
      expect(deltact("audit", "--store", store()).status).toBe(0);
      ledger.exec("ROLLBACK");
    });
  });

  test("its page is written when something changed, not by every call; hostile names are text", async () => {
    put("a.txt", one);
    put(hostile, "no export\n");
    process_();
    const path = join(store(), "status.html");
    const html = readFileSync(path, "utf8");
    expect(html).toContain("&lt;img src=x>$(touch pwned)");
    expect(html).not.toContain("<img src=x>");
    expect(html).toContain('<h2 id="quarantined-title">');
    const events = await eventsNow();
    const before = status().inboxes[0]!.looked;
    for (let call = 0; call < 3; call++) process_();
    expect(readFileSync(path, "utf8")).toBe(html);
    expect(await eventsNow(), "idle calls are no events").toEqual(events);
    expect(status().inboxes[0]!.looked > before).toBe(true);
    rmSync(path);
    process_();
    expect(existsSync(path)).toBe(true);
  });
});

describe("audit", () => {
  beforeEach(() => {
    put("a.txt", one);
    put("b.txt", two);
    process_();
  });
  const broken = (told: RegExp) => {
    const { status, stdout, stderr } = deltact("audit", "--store", store());
    expect({ status, stdout }, stderr).toEqual({ status: 3, stdout: expect.stringMatching(/^Broken: \d/) });
    expect(stderr).toMatch(told);
    expect(stderr).toMatch(/^ {2}-> \S/m);
  };
  const object = (text: string) => join(store(), "objects", hashOf(text).slice(0, 2), hashOf(text));

  test("a store as it was written is sound", () => {
    const { status, stdout } = deltact("audit", "--store", store());
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^Sound: 5 events .*, 2 uploads/) });
  });
  test("no store: exit code 1", () => expect(deltact("audit", "--store", "nowhere").status).toBe(1));
  test("a byte of an upload", () => {
    writeFileSync(object(one), one.replace("2", "3"));
    broken(/\(a\.txt\) does not hold the bytes of its name/);
  });
  test("an upload's bytes are gone", () => {
    rmSync(object(two));
    broken(/\(b\.txt\) is not there/);
  });
  test("the ledger itself", () => {
    const path = join(store(), "ledger.sqlite");
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x5a, 100, bytes.length - 100));
    broken(/ledger\.sqlite cannot be read/);
    writeFileSync(path, "no database at all, but a text that is long enough to be taken for one".repeat(9));
    broken(/ledger\.sqlite cannot be read/);
    expect(deltact("status", "--store", store()).stderr).toContain("[store-damaged]");
  });
  test("an event was changed", async () => {
    await inLedger((ledger) => {
      expect(() => ledger.exec("UPDATE events SET at = 'never'")).toThrow(/never changed/);
      ledger.exec("DROP TRIGGER events_hold; UPDATE events SET detail = '{}' WHERE id = 2");
    });
    broken(/event 2 is not as it was written/);
  });
  test("an event was taken out", async () => {
    await inLedger((ledger) => ledger.exec("DROP TRIGGER events_stay; DELETE FROM events WHERE id = 2"));
    broken(/event 2 is missing/);
  });
  test("the last events were cut off", async () => {
    await inLedger((ledger) => ledger.exec("DROP TRIGGER events_stay; DELETE FROM events WHERE id > 3"));
    broken(/is ingested; by the events it is received/);
  });
  test("an upload was set to another state", async () => {
    await inLedger((ledger) => ledger.exec("UPDATE uploads SET state = 'superseded' WHERE name = 'a.txt'"));
    broken(/\(a\.txt\) is superseded; by the events it is ingested/);
  });
});

describe("--dry-run", () => {
  test("says what each file is, and changes nothing: no store is made", () => {
    put("a.txt", one);
    put("b.txt.part", two);
    put("sub/bad.txt", "no export\n");
    const before = tree(place);
    const { status, stdout, stderr } = process_("--dry-run", "--log", "log.jsonl", "--hook", "touch hooked");
    expect({ status, stdout }).toEqual({ status: 5, stdout: "" });
    expect(tree(place)).toEqual(before);
    expect(existsSync(store())).toBe(false);
    for (const line of ["a.txt: would be taken.", "example: would be run with 1 upload."])
      expect(stderr.split("\n")).toContain(line);
    expect(stderr).toContain("b.txt.part: ignored");
    expect(stderr).toContain("sub/bad.txt: would be quarantined.");
  });

  test("with a store, it says what the call then does", () => {
    put("a.txt", one);
    process_();
    put("a2.txt", again);
    put("copy.txt", one);
    const before = tree(place);
    const { status, stderr } = process_("--dry-run", "--move", "done");
    expect(status).toBe(0);
    expect(tree(place)).toEqual(before);
    expect(stderr).toContain("a.txt: done: it is ingested.");
    expect(stderr).toContain("in place of a.txt: so it would be ingested.");
    expect(stderr).toContain("copy.txt: the same bytes as a.txt, which is ingested; nothing would be done.");
    const real = process_();
    expect(real.stderr).toContain("in place of a.txt.");
    expect(process_("--dry-run").stderr).not.toContain("would be");
  });

  test("a look is not kept: a file that is new waits, however often it is asked", () => {
    put("a.txt", one);
    const words = ["process", "my-study", "--inbox", "uploads", "--quiet", "0.001", "--dry-run"];
    for (let call = 0; call < 2; call++) expect(deltact(...words).stderr).toContain("a.txt: waits: it is new");
  });
});

describe("--hook", () => {
  test("is given the result as JSON where something was done, and no name as words", () => {
    put("a.txt", one);
    put(hostile, "no export\n");
    const hook = "cat >> told.jsonl; echo said; ps -o args= -p $PPID -p $$ > words.txt";
    const { stdout, stderr } = process_("--hook", hook);
    const result = JSON.parse(readFileSync(join(place, "told.jsonl"), "utf8"));
    expect(result).toMatchObject({ busy: false, ingested: 1, quarantined: 1, failed: [], runs: [stdout.trim()] });
    expect(result.told.map(({ event }: { event: string }) => event)).toEqual(["ingested", "quarantined", "ran"]);
    expect(result.told[1].file).toBe(hostile);
    expect(stderr).toContain("said\n");
    expect(existsSync(join(place, "pwned"))).toBe(false);
    expect(readFileSync(join(place, "words.txt"), "utf8")).not.toContain("<img");
    process_("--hook", hook);
    expect(readFileSync(join(place, "told.jsonl"), "utf8").trim().split("\n")).toHaveLength(1);
  });

  test.each([
    ["exit 3", "its exit code is 3"],
    ["nonsense-command", "its exit code is 127"],
    ["kill -9 $$", "it was ended by SIGKILL"],
  ])("%s is told, and fails nothing", (hook, told) => {
    put("a.txt", one);
    const { status, stderr } = process_("--hook", hook);
    expect(status).toBe(0);
    expect(stderr).toContain(`The hook failed: ${told}.`);
  });

  test("one that does not read its input has not failed", () => {
    put("a.txt", one);
    expect(process_("--hook", "exec true").stderr).not.toContain("hook failed");
  });
});

describe("watch", () => {
  const quick = ["--quiet", "0.1", "--every", "0.3"];
  function watching(...more: string[]) {
    const words = [cli, "watch", "my-study", "--inbox", "uploads", ...(more.length > 0 ? more : quick)];
    const child = spawn(process.execPath, words, { cwd: place });
    let said = "";
    child.stderr.on("data", (bytes: Buffer) => {
      said += bytes;
    });
    const ended = new Promise<{ code: number | null; signal: string | null }>((done) =>
      child.on("exit", (code, signal) => done({ code, signal })),
    );
    const until = (text: string) => expect.poll(() => said, { timeout: 30_000, interval: 50 }).toContain(text);
    return { child, ended, until, said: () => said };
  }

  test.each(["SIGTERM", "SIGINT"] as const)("takes what arrives, and ends with exit code 0 on %s", async (signal) => {
    const { child, ended, until, said } = watching();
    await until("Watching uploads.");
    put("a.txt", one);
    await until("report.html");
    put("b.txt", two);
    await until("b.txt: ");
    child.kill(signal);
    expect(await ended, said()).toEqual({ code: 0, signal: null });
    expect(said()).toContain("Ended.");
    expect(status().uploads).toEqual({ ingested: 2 });
    expect(deltact("audit", "--store", store()).status).toBe(0);
  });

  test("a signal during a call ends it after that call", async () => {
    put("a.txt", one);
    const { child, ended, until } = watching("--quiet", "0", "--every", "0.3");
    await until("a.txt: ");
    child.kill("SIGTERM");
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(status().studies[0]!.last).toBeDefined();
  });

  test("what it cannot do is told once, and it goes on", async () => {
    renameSync(join(place, "uploads"), join(place, "away"));
    const { child, ended, until, said } = watching();
    await until("[inbox-unreadable]");
    await new Promise((done) => setTimeout(done, 1500));
    expect(said().match(/inbox-unreadable/g)).toHaveLength(1);
    renameSync(join(place, "away"), join(place, "uploads"));
    const yaml = join(place, "my-study", "study.yaml");
    const text = readFileSync(yaml, "utf8");
    writeFileSync(yaml, text.replace("panel.csv ", "nopanel.csv "));
    put("a.txt", one);
    await until("cannot be run");
    await new Promise((done) => setTimeout(done, 1500));
    expect(said().match(/cannot be run/g)).toHaveLength(1);
    expect((await eventsNow()).filter((kind) => kind === "failed")).toHaveLength(1);
    expect(status().inboxes[0]!.failed).toMatchObject([
      { study: "my-study", reason: expect.stringContaining("nopanel.csv") },
    ]);
    writeFileSync(yaml, text);
    await until("report.html");
    expect(status().inboxes[0]!.failed).toEqual([]);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
  });

  test("a change in the inbox wakes it", async () => {
    const { child, ended, until } = watching("--every", "3600", "--quiet", "0");
    await until("Watching uploads.");
    await expect.poll(() => existsSync(join(store(), "status.html")), { timeout: 20_000 }).toBe(true);
    await new Promise((done) => setTimeout(done, 500));
    put("a.txt", one);
    await until("report.html");
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
  });

  test("its memory is flat", async () => {
    put("a.txt", one);
    const ending = new AbortController();
    const paths = { studies: [join(place, "my-study")], inbox: join(place, "uploads"), store: store() };
    const options = { ...paths, out: join(place, "runs"), quiet: 0, grace: 0, now: () => new Date(), tell: () => {} };
    const used: { readonly heap: number; readonly rss: number }[] = [];
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    let calls = 0;
    await watchInbox(options, {
      ...{ every: 1, signal: ending.signal },
      call: async (given) => {
        const done = await processInbox(given);
        if (++calls % 300 === 0) {
          collect();
          const { heapUsed, rss } = process.memoryUsage();
          used.push({ heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20 });
        }
        if (used.length === 4) ending.abort();
        return done;
      },
    });
    expect(used[3]!.heap - used[1]!.heap).toBeLessThan(3);
    expect(used[3]!.rss - used[1]!.rss).toBeLessThan(30);
  });

  test("a mistake of ours ends it", async () => {
    const options = {
      studies: [],
      inbox: place,
      store: place,
      out: place,
      quiet: 0,
      grace: 0,
      now: () => new Date(),
      tell: () => {},
    };
    const call = () => Promise.reject(new TypeError("ours"));
    const { signal } = new AbortController();
    await expect(watchInbox(options, { every: 1, signal, call })).rejects.toThrow("ours");
  });
});

describe("process", () => {
  test("two inboxes of one store do not forget each other's looks", () => {
    put("a.txt", one);
    mkdirSync(join(place, "others"));
    writeFileSync(join(place, "others", "b.txt"), two);
    const call = (inbox: string) => deltact("process", "my-study", "--inbox", inbox, "--quiet", "0.001");
    for (const inbox of ["uploads", "others", "uploads", "others"]) expect(call(inbox).status).toBe(0);
    expect(status().uploads).toEqual({ ingested: 2 });
    expect(status().inboxes.map(({ inbox }) => inbox)).toEqual([join(place, "others"), join(place, "uploads")]);
  });

  test("an inbox that is not there is trouble, not an empty one", () => {
    const { status, stderr } = deltact("process", "my-study", "--inbox", "upload");
    expect(status).toBe(1);
    expect(stderr).toContain("[inbox-unreadable]");
  });

  test("what is taken up again has no reason any more", () => {
    const samples = join(place, "my-study", "samples.csv");
    const text = readFileSync(samples, "utf8");
    writeFileSync(samples, `${text.split("\n")[0]}\n`);
    put("a.txt", one);
    writeFileSync(samples, text.split("\n").slice(0, -2).join("\n"));
    put("b.txt", "no export\n");
    expect(process_().status).toBe(5);
    const [reason] = readdirSync(join(store(), "quarantine"));
    expect(reason).toMatch(/^[0-9a-f]{12}-b\.txt\.reason\.txt$/);
    expect(process_("--retry", "0123").stderr).toContain('Nothing that is quarantined is meant by "0123".');
    writeFileSync(samples, text);
    expect(process_("--retry", hashOf("no export\n").slice(0, 8)).status).toBe(5);
    expect(readdirSync(join(store(), "quarantine")), "it is put aside anew").toEqual([reason]);
    expect(deltact("audit", "--store", store()).status).toBe(0);
  });

  test.each([
    ["store", "uploads/store"],
    ["move", "uploads/done"],
    ["out", "uploads"],
  ])("--%s within the inbox is refused", (option, path) => {
    const { status, stderr } = process_(`--${option}`, path);
    expect(status).toBe(2);
    expect(stderr).toContain(`--${option} (${path}) lies in the inbox`);
    expect(readdirSync(join(place, "uploads"))).toEqual([]);
  });

  test("a log that cannot be written is told once, and fails nothing", () => {
    put("a.txt", one);
    const { status, stderr } = process_("--log", "nowhere/log.jsonl");
    expect(status).toBe(0);
    expect(stderr.match(/The log cannot be written/g)).toHaveLength(1);
  });
});

describe("the examples of the README", () => {
  const section = /^## Unattended\n([\s\S]*?)^## /m.exec(readme)![1]!;
  const blocks = (language: string) =>
    [...section.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map((match) => match[1]!);
  const has = (command: string) => spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;

  /** Where `deltact` is found by name, as installed. */
  function installed(): string {
    const bin = join(place, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "deltact"), `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`, { mode: 0o755 });
    return bin;
  }
  const sh = (text: string) => {
    const env = { ...process.env, PATH: `${installed()}:${process.env.PATH}` };
    return spawnSync("sh", ["-c", text.replaceAll("/srv/trial", place)], { cwd: place, encoding: "utf8", env });
  };

  test.skipIf(!has("flock"))("the line of cron", () => {
    const [line = ""] = blocks("crontab");
    const [, command = ""] = /^\S+ \S+ \S+ \S+ \S+ +(.+)\n$/.exec(line)!;
    expect(command, "cron takes % for the end of the line").not.toContain("%");
    put("a.txt", one);
    const quick = command.replace(" --log", " --quiet 0 --log");
    const { status, stdout, stderr } = sh(quick);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readFileSync(stdout.trim().concat("/report.html"), "utf8")).toMatch(/^<!doctype html>/);
    const log = readFileSync(join(place, "process.jsonl"), "utf8").trim().split("\n");
    expect(log.map((line) => JSON.parse(line).event)).toEqual(["ingested", "ran"]);
    rmSync(join(place, "bin"), { recursive: true });
    expect(sh(`flock process.lock sh -c '${quick.replace(/^cd \S+ && /, "")}'`).status, "while another has it").toBe(
      75,
    );
  });

  test.skipIf(!has("systemd-analyze"))("service and timer, as systemd verifies them", () => {
    const bin = installed();
    const units = blocks("ini").map((text) => {
      const path = join(place, /^# \/etc\/systemd\/system\/(.+)$/m.exec(text)![1]!);
      writeFileSync(path, text.replace("/usr/local/bin", bin));
      return path;
    });
    expect(units).toHaveLength(2);
    const verify = () => spawnSync("systemd-analyze", ["verify", ...units], { encoding: "utf8" });
    const ours = ({ stderr }: { stderr: string }) => stderr.split("\n").filter((line) => line.includes("deltact"));
    expect({ status: verify().status, said: ours(verify()) }).toEqual({ status: 0, said: [] });
    appendFileSync(units[0]!, "Nonsense=1\n");
    expect(ours(verify()).join(), "what is wrong is seen").toContain("Nonsense");
  });

  test("its service's command runs", () => {
    const [, command = ""] = /^ExecStart=\/usr\/local\/bin\/(.+)$/m.exec(blocks("ini")[0]!)!;
    put("a.txt", one);
    const { status, stderr } = sh(command);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "1 file is looked at again by the next call.\n" });
  });

  test("the task of a workflow engine", () => {
    const [task = ""] = blocks("sh");
    put("a.txt", one);
    const first = sh(task);
    expect(first.status, first.stderr).toBe(0);
    expect(first.stdout).toMatch(/^done: .*runs\/example-/);
    rmSync(join(place, "bin"), { recursive: true });
    put("bad.txt", "no export\n");
    const second = sh(task);
    expect({ status: second.status, told: second.stderr }).toMatchObject({
      status: 0,
      told: expect.stringContaining("put aside"),
    });
    rmSync(join(place, "bin"), { recursive: true });
    rmSync(join(place, "my-study", "panel.csv"));
    expect(sh(task).status).toBe(1);
  });
});
