import { join } from "node:path";
import { mentions } from "../../data/mention.ts";
import { Trouble } from "../../data/trouble.ts";
import { extractOf } from "../../stages/formats/extract.ts";
import { redact } from "../../stages/formats/redact.ts";
import { sampleKey } from "../../stages/sample-key.ts";
import { open } from "../containers/open.ts";
import { exists, exportFiles, readInput } from "../files.ts";
import { type Held, route } from "../inbox/route.ts";
import { hashOf } from "../store/objects.ts";
import type { Upload } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import type { Study } from "../study.ts";
import type { Person } from "./person.ts";
import { heldByPortfolio, type InPortfolio } from "./portfolio.ts";
import { type RunPlaces, runsNaming } from "./runs-naming.ts";

/** An upload that goes on as another, without the subject's wells. */
export interface Cut {
  readonly upload: Upload;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly cards: readonly Held[];
}

/** What is to be done so that nothing of a subject is left. */
export interface Plan {
  readonly gone: readonly Upload[];
  readonly cut: readonly Cut[];
  /** Folders of runs that name the subject or its samples. */
  readonly runs: readonly string[];
  /** Files and folders of a portfolio that do. */
  readonly portfolio: readonly string[];
  /** What a person must see to, each with why. */
  readonly left: readonly string[];
}

/** `store`: undefined where there is none. */
export async function planOf(person: Person, store: Store | undefined, study: Study, places: Places): Promise<Plan> {
  const held = places.portfolio === undefined ? none : await heldByPortfolio(person, study.name, places.portfolio);
  const uploads = store === undefined ? { gone: [], cut: [], left: [] } : uploadsOf(person, store, study);
  const left = [...uploads.left, ...held.left, ...elsewhere(person, places)];
  return { ...uploads, runs: runsNaming(person, places), portfolio: held.paths, left };
}

const none: InPortfolio = { paths: [], left: [] };

/** Uploads with wells of a person. */
function uploadsOf(person: Person, { ledger, objects }: Store, study: Study) {
  const gone: Upload[] = [];
  const cut: Cut[] = [];
  const left: string[] = [];
  for (const upload of ledger.uploads()) {
    // What was pruned has no bytes any more.
    if (upload.state === "forgotten" || upload.kept === 0 || (upload.study !== null && upload.study !== study.name))
      continue;
    try {
      const found = without({ file: upload.name, bytes: objects.get(upload.sha256) }, person);
      if (found === "whole") gone.push(upload);
      else if (found !== "nothing" && "fault" in found)
        left.push(`${upload.name} (${upload.sha256.slice(0, 12)}) in the store ${found.fault}`);
      else if (found !== "nothing") {
        cut.push({ upload, bytes: found, sha256: hashOf(found), cards: cardsOf(upload, found, study) });
      }
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      left.push(error.message);
    }
  }
  const hashes = new Set([...gone, ...cut.map(({ upload }) => upload)].map(({ sha256 }) => sha256));
  const there = ledger
    .looks()
    .filter(({ inbox, path, sha256 }) => hashes.has(sha256 ?? "") && exists(join(inbox, path)))
    .map(({ inbox, path }) => `${join(inbox, path)} is still in the inbox`);
  return { gone, cut, left: [...left, ...there] };
}

/** The cards of an upload that is cut, where it is of the study. */
function cardsOf({ name, study }: Upload, bytes: Buffer, known: Study): readonly Held[] {
  if (study === null) return [];
  const routed = route({ file: name, extract: extractOf(open({ file: name, bytes })) }, [known]);
  return routed.kind === "study" ? routed.cards : [];
}

export interface Places extends RunPlaces {
  readonly study: string;
  /** Globs of the study's own exports. */
  readonly exports: readonly string[];
  /** Folder of a portfolio. */
  readonly portfolio: string | undefined;
}

/** An export without a person's wells; "nothing": it has none of them; "whole": it has no others, or cannot be read. */
function without(source: { readonly file: string; readonly bytes: Buffer }, { keys, names }: Person) {
  const opened = open(source);
  const extract = extractOf(opened);
  const { columns, samples, cards } = extract;
  const rows = new Set<number>();
  for (let row = 0; row < extract.length; row++) {
    const name = samples[columns.sample[row]!]!.trim();
    if (keys.has(sampleKey(name, cards[columns.card[row]!]!.card)) || keys.has(sampleKey(name, ""))) rows.add(row);
  }
  const { bytes } = source;
  if (rows.size === 0 && !mentions(bytes, names) && !mentions(bytes.toString("utf16le"), names)) return "nothing";
  if (rows.size === extract.length) return "whole";
  if (opened !== source) return { fault: "is no plain text, out of which lines can be cut" };
  return redact(source, extract, { rows, names });
}

/** The study's own exports are nobody's but the study's: they are told, not touched. */
function elsewhere(person: Person, { study, exports }: Places): string[] {
  return exportFiles(study, exports).flatMap((file) => {
    const found = without({ file, bytes: Buffer.from(readInput(study, file)) }, person);
    return found === "nothing" ? [] : [`${file} in the study's folder holds wells of it`];
  });
}
