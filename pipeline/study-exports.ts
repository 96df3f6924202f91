import type { PlacedMap } from "../data/column-map.ts";
import type { Export, KeptExport, ReadExport } from "../data/export.ts";
import type { Input } from "../data/provenance.ts";
import { limits } from "./containers/limits.ts";
import { open } from "./containers/open.ts";
import { FileReader, inputOf } from "./files.ts";

/** Exports beside those of the study folder, and what is kept of any. */
export interface Beside {
  /** Each is read when it is asked for; with them the study folder need not have any. */
  readonly more?: readonly { readonly file: string; readonly read: () => Uint8Array }[] | undefined;
  /** What is kept of an export, which is then not opened. An export of the study that has a map is read by it anew. */
  readonly kept?: ((file: string) => KeptExport | undefined) | undefined;
}

/** Reads the exports that are not kept one by one; `took` is told of each. */
export function* exportsOf(
  study: {
    readonly folder: string;
    readonly files: readonly string[];
    readonly maps: ReadonlyMap<string, PlacedMap>;
  },
  { more = [], kept }: Beside,
  took: (input: Input) => void,
): Generator<Export | ReadExport> {
  const reader = new FileReader();
  const own = study.files.map((file) => ({
    file,
    read: () => reader.read(study.folder, file, limits.bytes) as Uint8Array,
  }));
  for (const { file, read } of [...own, ...more]) {
    const columns = study.maps.get(file);
    const before = columns ? undefined : kept?.(file);
    if (before === undefined) {
      const bytes = read();
      took(inputOf(file, bytes));
      yield open({ file, bytes, columns });
    } else {
      took({ path: file, bytes: before.bytes, sha256: before.sha256 });
      yield { file, extract: before.extract };
    }
  }
}
