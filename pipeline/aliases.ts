import { INBOX } from "../data/provenance.ts";
import { Trouble } from "../data/trouble.ts";

/** What an export is called where its name must not be told: by the hash of its content. */
export function aliasOf({ path, sha256 }: { readonly path: string; readonly sha256: string }): string {
  return `${path.startsWith(INBOX) ? INBOX : ""}export-${sha256.slice(0, 8)}`;
}

/** The other names of exports, as they are read. */
export class Aliases {
  private readonly byFile = new Map<string, string>();

  add(input: { readonly path: string; readonly sha256: string }): void {
    this.byFile.set(input.path, aliasOf(input));
  }

  /** Whether a file is an export. */
  has(file: string): boolean {
    return this.byFile.has(file);
  }

  /** The other name; the name itself where the file is no export. */
  of(file: string): string {
    return this.byFile.get(file) ?? file;
  }

  /** Trouble with the names by which the one who runs the study knows the files. */
  untold(error: unknown): unknown {
    if (!(error instanceof Trouble)) return error;
    const names = new Map([...this.byFile].map(([file, alias]) => [alias, file]));
    return new Trouble(error.problems.map((one) => ({ ...one, file: names.get(one.file ?? "") ?? one.file })));
  }
}
