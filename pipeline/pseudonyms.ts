import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { namedType } from "../data/control.ts";
import { Trouble } from "../data/trouble.ts";
import { unreadable } from "./files.ts";

/** A key that is shorter could be guessed. */
const LEAST_BYTES = 32;
const LENGTH = 10;

/**
 * Names by which nobody without the key knows a subject, a card or a control: the beginning of a hash with the key. The
 * same key gives the same names in every run of a study, and others in another study.
 */
export class Pseudonyms {
  /** Tells one key from another, and nothing of either. */
  readonly fingerprint: string;
  private readonly taken = new Map<string, string>();

  constructor(
    private readonly key: Uint8Array,
    private readonly study: string,
  ) {
    this.fingerprint = createHmac("sha256", key).update("the key of deltact's pseudonyms").digest("hex").slice(0, 8);
  }

  /** @throws {Trouble} where two subjects would have one name: another key tells them apart. */
  subject(id: string): string {
    const name = this.named("P", id);
    const other = this.taken.get(name);
    if (other !== undefined && other !== id) {
      const text = `two subjects would both be ${name} by this key.`;
      throw new Trouble([{ code: "pseudonym-twice", file: "study.yaml", column: "pseudonyms.key", text }]);
    }
    this.taken.set(name, id);
    return name;
  }

  /** A barcode may be a patient's, and so may the name of the file that names a card. */
  card(name: string): string {
    return name === "" ? "" : this.named("card", name);
  }

  /** A sample without a subject keeps a name that says what control it is; any other may be a patient's. */
  control(name: string): string {
    const plain = /^[a-z -]+[0-9]{0,3}$/i.test(name) && namedType(name) !== "unkn";
    return plain ? name : this.named("control", name);
  }

  private named(kind: string, name: string): string {
    const hash = createHmac("sha256", this.key)
      .update(JSON.stringify([this.study, kind, name]))
      .digest("hex");
    return `${kind}-${hash.slice(0, LENGTH)}`;
  }
}

/**
 * Reads the key from a file beside or outside of the study's folder; it is no input, and no hash of it is told.
 *
 * @throws {Trouble} when there is none, or it is too short.
 */
export function readPseudonyms(folder: string, file: string, study: string): Pseudonyms {
  const broken = (text: string) =>
    new Trouble([{ code: "pseudonym-key", file: "study.yaml", column: "pseudonyms.key", text }]);
  let key: Uint8Array;
  try {
    key = readFileSync(resolve(folder, file));
  } catch (error) {
    throw broken(`the key ${file} ${unreadable(file, error).text}`);
  }
  if (key.length < LEAST_BYTES)
    throw broken(`the key ${file} holds ${key.length} bytes; at least ${LEAST_BYTES} were expected.`);
  return new Pseudonyms(key, study);
}
