import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Wells } from "../data/well.ts";
import { rdesFiles } from "../reports/rdes.ts";
import { MadeFolder, type MakingOptions, sync } from "./made-folder.ts";

/** The one file of a run that holds times; the others of two runs of the same inputs are equal to the byte. */
export const PROVENANCE = "provenance.json";

export const REPORT = "report.html";

/** A run's folder while it is written. */
export class RunFolder extends MadeFolder {
  constructor(out: string, options?: MakingOptions) {
    super(out, PROVENANCE, options);
  }

  /** Writes the wells of each card as a spreadsheet of RDES, and tells the files. */
  rdes(wells: Wells): { readonly file: string; readonly rows: number; readonly sha256: string }[] {
    const told = Array.from(rdesFiles(wells), ({ file, rows, text }) => {
      writeFileSync(join(this.making, file), text);
      return { file, rows, sha256: sha256(text) };
    });
    // A disk is sooner done with all of them together than with one after the other.
    for (const { file } of told) sync(join(this.making, file));
    return told;
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A name of a folder made of any text: letters, digits, dots and dashes. */
export function folderName(study: string, run: string): string {
  const slug = basename(study)
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${slug || "study"}-${run.slice(0, 12)}`;
}
