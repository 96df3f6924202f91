import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { tooLarge } from "../containers/limits.ts";
import { type Seen, same, seenAs } from "./files.ts";

export type Taken =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "grew" }
  | { readonly kind: "gone" }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Reads a settled file, and looks at it before and after: one that is written to meanwhile is put back. What is read is
 * what is hashed, kept and parsed; the file is not opened again.
 */
export function take(inbox: string, file: Seen): Taken {
  const refusal = tooLarge(Number(file.size));
  if (refusal) return { kind: "refused", reason: refusal };
  let open: number;
  try {
    open = openSync(join(inbox, file.path), constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? { kind: "gone" } : { kind: "refused", reason: `cannot be read: ${message}` };
  }
  try {
    if (!same(seenAs(file.path, fstatSync(open, { bigint: true })), file)) return { kind: "grew" };
    const bytes = Buffer.alloc(Number(file.size) + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length < bytes.length; length += got)
      got = readSync(open, bytes, length, bytes.length - length, null);
    const after = seenAs(file.path, fstatSync(open, { bigint: true }));
    if (BigInt(length) !== file.size || !same(after, file)) return { kind: "grew" };
    return { kind: "bytes", bytes: bytes.subarray(0, length) };
  } catch (error) {
    return { kind: "refused", reason: `cannot be read: ${(error as Error).message}` };
  } finally {
    closeSync(open);
  }
}
