import { binary } from "./binary.ts";

/** By the kind of the outcome. */
export const methods = { binary };
