// The yardstick's job alone, through the library: read every card, dCt, change and its tests; nothing is written.
// Usage: node job.mjs STUDY
import { run } from "../../dist/index.js";

const { table } = await run(process.argv[2], { until: "change" });
console.log(`${table("wells").length} wells, ${table("change-tests").length} tests`);
