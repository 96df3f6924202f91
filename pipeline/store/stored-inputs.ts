import { join } from "node:path";
import { INBOX, type Input, WITHHELD } from "../../data/provenance.ts";
import type { Wanted } from "../study.ts";
import { Disk } from "./disk.ts";
import { Objects } from "./objects.ts";
import { OBJECTS } from "./store.ts";

/** Of the inputs of a run, those of the study's folder, and the uploads, which are read from the store when they are asked for. */
export function fromStore(
  inputs: readonly Input[],
  store: string,
): { readonly own: readonly Input[]; readonly more: NonNullable<Wanted["more"]> } {
  const objects = new Objects(new Disk(), join(store, OBJECTS));
  const isUpload = ({ path, sha256 }: Input) => path.startsWith(INBOX) || (path === WITHHELD && objects.has(sha256));
  return {
    own: inputs.filter((input) => !isUpload(input)),
    more: inputs.filter(isUpload).map(({ path, sha256 }) => ({
      file: path === WITHHELD ? `${INBOX}${sha256}` : path,
      read: () => objects.get(sha256),
    })),
  };
}
