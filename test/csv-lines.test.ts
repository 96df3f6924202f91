import { expect, test } from "vitest";
import { columns } from "../data/column.ts";
import { readCsv } from "../data/csv.ts";

// Errors name the line of the file, whatever line ends stand before it.

const dictionary = columns({ a: { kind: "text", meaning: "A text" }, b: { kind: "text", meaning: "Another" } });
const linesOf = (text: string) => readCsv("t.csv", text, dictionary, ["a", "b"]).rows.map(({ line }) => line);

test.each([
  ["one end a row", "a,b\n1,2\n3,4\n", [2, 3]],
  ["in quotes", 'a,b\n"1\nx",2\n3,4\n', [2, 4]],
  ["a blank line", "a,b\n\n1,2\n", [3]],
  ["mixed, without quotes", "a,b\r\n1,2\nx\r\n3,4\r\n5,6\r\n", [2, 4, 5]],
] as const)("%s", (_, text, lines) => {
  expect(linesOf(text)).toEqual(lines);
});
