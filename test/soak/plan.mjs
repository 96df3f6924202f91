// What is uploaded: cards of a made study that are small, so that a run of a thousand takes but two seconds.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Six of the panel's genes, three of them references: 24 wells a card. */
const GENES = new Set(["18S", "GAPDH", "GUSB", "TP53", "CASP3", "CD52"]);
const MANNERS = ["at-once", "in-pieces", "renamed", "as-rsync"];

export const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Makes the study, without exports, and gives its cards by their names. */
export function makeStudy(cli, folder, cards) {
  const study = join(folder, "study");
  execFileSync(process.execPath, [cli, "example", study, "--cards", String(cards), "--formats", "quantstudio"], {
    stdio: "pipe",
  });
  const panel = readFileSync(join(study, "panel.csv"), "utf8").split("\n");
  const few = panel.filter((line, index) => index === 0 || GENES.has(line.split(",")[1]));
  writeFileSync(join(study, "panel.csv"), `${few.join("\n")}\n`);
  const yaml = readFileSync(join(study, "study.yaml"), "utf8");
  const quick = yaml.replace(/\nclinical:[\s\S]*$/, "\nassociation: { permutations: 0, models: no }\n");
  writeFileSync(join(study, "study.yaml"), quick);
  const away = join(folder, "cards");
  renameSync(join(study, "cards"), away);
  const texts = new Map();
  for (const name of readdirSync(away).sort())
    texts.set(name.replace(/\.txt$/, ""), small(readFileSync(join(away, name), "utf8")));
  return { study, texts };
}

function small(text) {
  const [head, results] = text.replaceAll("\r\n", "\n").split("[Results]\n");
  const [heading, ...rows] = results.split("\n").filter((row) => row !== "");
  const few = rows.filter((row) => GENES.has(row.split("\t")[4]?.replace(/-Hs.*$/, "")));
  return `${head.replace(/\[Sample Setup\][\s\S]*$/, "")}[Results]\n${[heading, ...few].join("\n")}\n`;
}

/** Well and Ct of each line of a card, read without deltact. */
export function wellsOf(text) {
  const [heading, ...rows] = text.slice(text.indexOf("[Results]\n") + 10).split("\n");
  const column = heading.split("\t").indexOf("CT");
  return rows.filter((row) => row !== "").map((row) => [row.split("\t")[0], row.split("\t")[column]]);
}

/** The n-th analysis of a card: the same wells, and the Ct of one of them another. */
function analysed(text, n) {
  if (n === 1) return text;
  const ct = (_, whole) => `\t${whole}.${String(n).padStart(3, "0")}`;
  return text.replace("User Name = NA", `User Name = analysis ${n}`).replace(/\t(\d\d)\.\d{3}(?=\t)/, ct);
}

/** One content: an analysis of a card, under the name that it is uploaded by. The names of a card's are in their order. */
export function upload(card, n, text, manner) {
  const name = `${n === 1 ? card : `${card}_${String(n).padStart(3, "0")}`}.txt`;
  const station = `station-${1 + (Number(card.slice(2)) % 3)}`;
  const bytes = Buffer.from(analysed(text, n));
  return { card, n, path: `${station}/${name}`, bytes, sha256: hashOf(bytes), manner };
}

/**
 * So many contents in the order in which they are dropped: of ten, nine are cards, and one is a further analysis of one of
 * them, dropped after the one before it. Of twenty, one is dropped again under another name.
 */
export function planOf(texts, random) {
  const manner = () => MANNERS[random.below(MANNERS.length)];
  const order = [];
  const put = (from, drop) => order.splice(from + random.below(order.length - from + 1), 0, drop);
  const newest = new Map();
  for (const [card, text] of texts) {
    const one = upload(card, 1, text, manner());
    newest.set(card, one);
    put(0, one);
  }
  const cards = [...newest.keys()];
  for (let count = Math.round(cards.length / 9); count > 0; count--) {
    const before = newest.get(cards[random.below(cards.length)]);
    const one = { ...upload(before.card, before.n + 1, texts.get(before.card), manner()), after: before };
    newest.set(before.card, one);
    put(order.indexOf(before) + 1, one);
  }
  const contents = [...order];
  for (let count = Math.round(contents.length / 20); count > 0; count--) {
    const of = contents[random.below(contents.length)];
    // Of one look at the inbox, files are taken in the order of their names: a copy is never taken before its card.
    const path = `twice/${of.path.slice(of.path.indexOf("/") + 1).replace(".txt", ` (copy ${count}).txt`)}`;
    put(order.indexOf(of) + 1, { ...of, path, manner: manner(), copy: true });
  }
  return order;
}

export const makeInbox = (inbox) => {
  for (const name of ["station-1", "station-2", "station-3", "twice"])
    mkdirSync(join(inbox, name), { recursive: true });
};
