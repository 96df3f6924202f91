// Loaded before deltact, it makes fsync do nothing: what a power cut then does shows that the test of it can fail.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

fs.fsyncSync = () => {};
syncBuiltinESMExports();
