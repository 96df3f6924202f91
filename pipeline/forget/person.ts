import { readCsv } from "../../data/csv.ts";
import { decode, plain } from "../../data/encoding.ts";
import { LEAST } from "../../data/mention.ts";
import { sampleColumns } from "../../data/sample.ts";
import { quote, Trouble } from "../../data/trouble.ts";
import { sampleKey } from "../../stages/sample-key.ts";
import { readInput } from "../files.ts";
import type { Study } from "../study.ts";

/** A subject who is to be forgotten. */
export interface Person {
  readonly subject: string;
  /** Keys of the samples, by name and card. */
  readonly keys: ReadonlySet<string>;
  /** The subject's id, and its pseudonym where it has one, and names of samples that nobody else has. */
  readonly names: readonly string[];
  /** Of these, the ones that are too short to be looked for in texts. */
  readonly short: readonly string[];
}

/**
 * What a subject is known by; `samples`: the samples table of the study. The rows of the samples table are needed to know it, and those of both tables to keep out
 * what comes later.
 *
 * @throws {Trouble} where the subject is not listed, or may be used: the next upload would bring it back.
 */
export function personOf(folder: string, samples: string, study: Study, subject: string): Person {
  const table = readCsv(samples, decode(plain(readInput(folder, samples))), sampleColumns, ["sample"]);
  const rows = table.rows.map(({ row }) => row);
  const own = rows.filter((row) => row.subject === subject);
  if (own.length === 0) {
    const text = `lists no sample of the subject ${quote(subject)}.`;
    throw new Trouble([{ code: "forget-unlisted", file: samples, text }]);
  }
  if (study.consent.admitted.has(subject)) {
    const text = `says that the subject ${quote(subject)} may be used.`;
    throw new Trouble([{ code: "forget-admitted", file: study.subjectsFile, text }]);
  }
  const others = new Set(rows.filter((row) => row.subject !== subject).map(({ sample = "" }) => sample));
  const ours = new Set(own.map(({ sample = "" }) => sample).filter((sample) => !others.has(sample)));
  const pseudonym = study.pseudonyms?.subject(subject);
  const names = [subject, ...ours, ...(pseudonym === undefined ? [] : [pseudonym])];
  return {
    ...{ subject, names, short: names.filter((name) => name.length < LEAST) },
    keys: new Set(own.map(({ sample = "", card = "" }) => sampleKey(sample, card))),
  };
}
