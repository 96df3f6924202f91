import { MEMBER, rdmlPieces } from "../rdml/document.ts";
import type { Form } from "./form.ts";

/** The first date that an archive can tell: two exports of one run are equal to the byte. */
const DATE = [1980, 0, 1] as const;

/** One archive with one document, as RDML files are. */
export const rdml: Form = {
  name: "rdml",
  ending: ".rdml",
  async *write(run) {
    const { default: Zip } = await import("adm-zip");
    const zip = new Zip();
    const entry = zip.addFile(MEMBER, Buffer.concat([...rdmlPieces(run)]));
    entry.header.time = new Date(...DATE);
    yield { file: "run.rdml", bytes: [zip.toBuffer()] };
  },
};
