import { listing } from "../data/trouble.ts";
import type { Verification } from "../data/verification.ts";
import { fileProblems } from "./verification-files.ts";

type Verified = Pick<Verification, "files" | "findings" | "recomputed" | "version">;

/** What it comes to; `named`: whether a study was named to recompute from. */
export function verificationVerdict(
  { files, findings, recomputed }: Verified,
  named: boolean,
): Verification["verdict"] {
  if (files.some((file) => fileProblems(file).length > 0)) return "differs";
  if (findings.length > 0 || (named && !recomputed)) return "trouble";
  return recomputed ? "verified" : "unchanged";
}

/** The verdict in a sentence. */
export function verificationSummary(
  { files, recomputed, version }: Verified,
  verdict: Verification["verdict"],
  named: boolean,
): string {
  const unequal = files.filter((file) => fileProblems(file).length > 0).map(({ file }) => file);
  const other =
    version.wrote === version.verified ? "" : `, recomputed by ${version.verified}; ${version.wrote} wrote the run`;
  if (verdict === "verified")
    return `Verified: ${counted(files.filter(({ made }) => made))} equal to the byte${other}.`;
  const unknown = files.some(({ told }) => told === null) ? "; of the report it tells no hash" : "";
  const as = `${counted(files.filter(({ told }) => told !== null))} are as provenance.json tells them${unknown}`;
  if (verdict === "unchanged") return `Unchanged: ${as}. Name the study's folder with --study to recompute them.`;
  if (verdict === "trouble")
    return `Not verified: ${as}, but ${recomputed ? "what else it tells was changed" : "nothing was recomputed"}.`;
  const differ = `${unequal.length} of ${files.length} files ${unequal.length === 1 ? "differs" : "differ"}`;
  return `Not verified: ${differ}: ${listing(unequal)}.${named && !recomputed ? " Nothing was recomputed." : ""}`;
}

function counted(files: Verified["files"]): string {
  const tables = files.filter(({ file }) => file.endsWith(".csv")).length;
  const cards = files.filter(({ file }) => file.endsWith(".tsv")).length;
  const parts = [`${tables} ${tables === 1 ? "table" : "tables"}`];
  if (cards > 0) parts.push(`${cards} ${cards === 1 ? "spreadsheet" : "spreadsheets"} of cards`);
  if (tables + cards < files.length) parts.push("the report");
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0]!;
}
