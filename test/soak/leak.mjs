// Loaded before a watcher, it keeps a little of every run for ever, as a mistake of ours would.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const kept = [];
const { mkdtempSync } = fs;
fs.mkdtempSync = (...words) => {
  kept.push(Buffer.alloc(1 << 20, 1));
  return mkdtempSync(...words);
};
syncBuiltinESMExports();
