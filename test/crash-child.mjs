// A process that works on an inbox. Of its operations, those that the store tells of and those in the folder of the runs,
// the n-th kills it, or fails; what came of each call goes to stdout as JSON, one line a call.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { processInbox } from "../dist/index.js";

const calls = JSON.parse(process.argv[2]);
let operations = [];
let at = () => {};
let out = "";

function operation(name, path) {
  operations.push(`${name} ${path}`);
  // It holds the store.
  if (String(path).endsWith("/objects")) process.stdout.write('{"working":true}\n');
  at(operations.length);
}

// What the runs' folders are written with: they know no watcher.
const open = new Set();
for (const name of ["mkdirSync", "mkdtempSync", "openSync", "writeFileSync", "renameSync", "rmSync", "chmodSync"]) {
  const real = fs[name];
  fs[name] = (path, ...rest) => {
    const own = String(path).startsWith(out);
    if (own) operation(name, path);
    const result = real(path, ...rest);
    if (own && name === "openSync") open.add(result);
    return result;
  };
}
const { fsyncSync, closeSync } = fs;
fs.fsyncSync = (file) => {
  if (open.has(file)) operation("fsyncSync", out);
  fsyncSync(file);
};
fs.closeSync = (file) => {
  open.delete(file);
  closeSync(file);
};
syncBuiltinESMExports();

for (const { n, code, ...options } of calls) {
  operations = [];
  out = options.out;
  at = (count) => {
    if (count !== n) return;
    if (code === undefined) process.kill(process.pid, "SIGKILL");
    throw Object.assign(new Error(`${code}: at the operation ${n}`), { code, syscall: "write" });
  };
  const told = [];
  const tell = (line) => told.push(line);
  let end;
  try {
    end = await processInbox({ ...options, now: () => new Date(), tell, watcher: operation });
  } catch (error) {
    end = { error: error.message, trouble: error.name === "Trouble" };
  }
  process.stdout.write(`${JSON.stringify({ ...end, told, operations })}\n`);
}
