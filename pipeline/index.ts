/** The library: `import { run } from "deltact"`. */
export type { KeptExport } from "../data/export.ts";
export { rowsOf, type Table } from "../data/table.ts";
export { type Problem, Trouble } from "../data/trouble.ts";
export { loadOpener } from "./containers/open.ts";
export { decodeExtract, encodeExtract, extractOf } from "./extract-file.ts";
export type { Processed, ProcessOptions } from "./inbox/options.ts";
export { processInbox } from "./inbox/process.ts";
export { type Run, type RunOptions, run, type WholeRun } from "./run.ts";
export type { StageName } from "./settings.ts";
