import { hostname } from "node:os";

/** A name beside a file's place that no other process of any machine on the same disk takes. */
export function ownName(path: string): string {
  return `${path}.${hostname()}.${process.pid}.tmp`;
}
