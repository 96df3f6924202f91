import type { Export } from "../../data/export.ts";
import type { Intake } from "./intake.ts";

/** A vendor's way to write wells: one file on this shelf, one line in its index, one sample export in test/formats. */
export interface Format {
  readonly name: string;
  /** As error texts and the report name it. */
  readonly title: string;
  /** Whether the content is of this format, from the beginning of the file; never from its name. */
  readonly recognise: (head: string) => boolean;
  /** Hands every well to the intake. Problems are collected there, so that one run tells them all. */
  readonly read: (source: Export, intake: Intake) => void;
}
