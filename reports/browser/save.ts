import { make } from "./make.ts";

/** Gives the reader a file, made of text that the page holds. */
export function save(name: string, type: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** A name for a file, of the words that stand above what it holds. */
export function fileName(words: string, ending: string): string {
  const plain = words.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `${plain.slice(0, 80) || "deltact"}.${ending}`;
}
