import type { Code } from "../../data/remedies.ts";
import type { Source } from "../formats/source.ts";
import type { Text } from "../formats/text.ts";

/** What an export is by its content that cannot be read, and why: a sentence more useful than that nobody knows it. */
export interface Refusal {
  readonly name: string;
  readonly code: Code;
  /** The texts it is about; none where the export is another's. Asked only of what no format claims. */
  readonly recognise: (source: Source) => readonly Text[];
  /** Where in the text, and what came. */
  readonly tell: (text: Text) => { readonly line: number; readonly column?: string; readonly text: string };
}
