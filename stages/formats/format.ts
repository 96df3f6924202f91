import type { Intake } from "./intake.ts";
import type { Source } from "./source.ts";
import type { Text } from "./text.ts";

/** A vendor's way to write wells: one file on this shelf, one line in its index, one sample export in test/formats. */
export interface Format {
  readonly name: string;
  /** As error texts and the report name it. */
  readonly title: string;
  /** What it was tested on: exports of instruments, or only such as were made after descriptions of them. */
  readonly tested: "real" | "made";
  /** The texts of an export that hold wells in this format, told by their content, never by a name; none where it is another's. */
  readonly recognise: (source: Source) => readonly Text[];
  /** Hands every well of such a text to the intake. Problems are collected there, so that one run tells them all. */
  readonly read: (text: Text, intake: Intake) => void;
}
