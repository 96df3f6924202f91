import { gzipSync } from "node:zlib";
import { CFB, utils, write } from "@e965/xlsx";
import AdmZip from "adm-zip";
import { describe, expect, test, vi } from "vitest";
import type { Export } from "../data/export.ts";
import { limits } from "../pipeline/containers/limits.ts";
import { open } from "../pipeline/containers/open.ts";
import { opened } from "../pipeline/containers/opened.ts";
import { separated } from "../stages/formats/separated.ts";
import { readBytes } from "./read-alone.ts";

// Archives, workbooks and compressed files that are hostile, broken or no exports: each is told in a sentence, and none
// takes more memory than exports may. Limits are small here; the large ones are the same code.

const small = { bytes: 20_000, line: 1000, files: 20, cells: 1000, workbook: 20_000 };
const HEAD = "Well\tSample\tSample Type\tTarget\tTarget Type\tDye\tCq\n";
const card = (sample: string) => `${HEAD}A1\t${sample}\tunkn\tt\ttoi\tFAM\t20.5\n`;
const zip = (members: Readonly<Record<string, string | Buffer>>) => {
  const archive = new AdmZip();
  for (const [name, content] of Object.entries(members)) archive.addFile(name, Buffer.from(content));
  return archive.toBuffer();
};
const look = (bytes: Uint8Array, most = small) => opened({ file: "cards/a", bytes }, most);

/** All that is told of what cannot be opened, at any depth. */
function brokenIn({ part = "", opened }: Export): string[] {
  if (opened?.kind === "broken") return [`${part} ${opened.text}`.trim()];
  return opened?.kind === "archive" ? opened.members.flatMap(brokenIn) : [];
}
const broken = (bytes: Uint8Array, most = small) => brokenIn(look(bytes, most));

/** An archive with one field of its directory's first entry changed. */
function patched(bytes: Buffer, change: (entry: Buffer) => void): Buffer {
  const at = bytes.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"));
  expect(at).toBeGreaterThan(0);
  const copy = Buffer.from(bytes);
  change(copy.subarray(at));
  return copy;
}
const [FLAGS, CRC, SIZE] = [8, 16, 24];

const book = (rows: unknown[][], bookType: "xlsx" | "biff8" | "xlsb" = "xlsx"): Buffer => {
  const made = utils.book_new();
  utils.book_append_sheet(made, utils.aoa_to_sheet(rows), "Results");
  return write(made, { type: "buffer", bookType, bookSST: true });
};
/** A workbook with the text of one of its files changed. */
const edited = (bytes: Buffer, name: string, edit: (text: string) => string) => {
  const archive = new AdmZip(bytes);
  archive.updateFile(name, Buffer.from(edit(archive.readAsText(name))));
  return archive.toBuffer();
};
const SHEET = "xl/worksheets/sheet1.xml";

describe("sizes", () => {
  test("a bomb is refused by what it says, and by what it does when it lies; so is one of many or in another", () => {
    const zeros = Buffer.alloc(1_000_000);
    const bomb = zip({ "a.txt": zeros });
    expect(bomb.length).toBeLessThan(5000);
    expect(broken(bomb)).toEqual(["cannot be opened: it would have more than 20000 bytes when it is opened."]);
    for (const says of [0, 1, 500, 19_000])
      expect(broken(patched(bomb, (entry) => entry.writeUInt32LE(says, SIZE))).join(), `${says}`).toMatch(
        /^cannot be opened: /,
      );
    expect(broken(gzipSync(zeros))).toEqual(["cannot be opened: what it holds has more bytes than it may have."]);
    const line = Buffer.from("a\n".repeat(7500));
    expect(broken(zip({ "a.txt": line, "b.txt": line }))[0]).toMatch(/more than 20000 bytes/);
    // Each within another has what the others left.
    const inner = zip({ "a.txt": line });
    expect(broken(zip({ "1.zip": inner, "2.zip": inner }))).toEqual(
      ["/2.zip cannot be opened: it would have more than 4754 bytes when it is opened."].map((text) =>
        text.replace("4754", String(20_000 - 15_000 - 2 * inner.length)),
      ),
    );
    expect(broken(gzipSync(gzipSync(gzipSync(gzipSync("x")))))).toEqual([
      "lies in archives within archives; lay it into one.",
    ]);
  });

  test("a file of too many bytes, or with a line that has no end, is refused before it is decoded", () => {
    const text = broken(Buffer.alloc(20_001, "a"))[0];
    expect(text).toBe(
      "has 20001 bytes; an export has at most 20000: take the file away, or export its cards in several.",
    );
    for (const byte of ["\0", "a", "\t", ",", " "])
      expect(broken(Buffer.concat([Buffer.from("a\r\nb\r"), Buffer.alloc(1001, byte)]))).toEqual([
        "has a line of more than 1000 bytes from byte 6 on: it is no table of wells.",
      ]);
    for (const end of ["\n", "\r\n", "\r"])
      expect(broken(Buffer.from(`${"a".repeat(990)}${end}`.repeat(5)))).toEqual([]);
    expect(broken(Buffer.from(`  <rdml>${"a".repeat(5000)}</rdml>`)), "XML may be one line").toEqual([]);
  });

  test("the limit holds for plain text too, where nothing is opened", () => {
    const long = open({ file: "a.txt", bytes: Buffer.alloc(limits.line + 1, "a") });
    expect(brokenIn(long)[0]).toMatch(/^has a line of more than 1048576 bytes from byte 1 on/);
    const { problems } = readBytes(Buffer.alloc(limits.line + 1), "cards/zeros.txt");
    expect(problems).toMatchObject([{ code: "file-broken", file: "cards/zeros.txt" }]);
  });

  test("a text parted by commas of too many rows is told, and not gathered", () => {
    const { broken, lineOf } = separated(Buffer.from("a,b\n".repeat(50)), ",", 20);
    expect(broken).toEqual({ line: 21, text: "holds more than 20 rows." });
    expect(lineOf).toHaveLength(20);
    expect(separated(Buffer.from("a,b\n".repeat(20)), ",", 20).broken).toBeUndefined();
  });

  test("too many files", () => {
    const many = zip(Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`${n}.txt`, "x"])));
    expect(broken(many)).toEqual(["cannot be opened: it holds 21 files; at most 20 are read."]);
  });
});

describe("archives", () => {
  test("each file in one is read for itself, and told by its name; litter of systems is passed over", () => {
    const bytes = zip({
      ...{ "site 1/a.tsv": card("s1"), "b.tsv.gz": gzipSync(card("s2")), "c.zip": zip({ "d.tsv": card("s3") }) },
      ...{ "__MACOSX/._a.tsv": "\0\x05", ".DS_Store": "\0", "site 1/._a.tsv": "\0", "Thumbs.db": "\0" },
    });
    const got = readBytes(bytes, "cards/all.zip");
    expect(got.problems).toEqual([]);
    expect(got.cards.map(({ part, card }) => [part, card])).toEqual([
      ...[
        ["/b.tsv.gz", "b"],
        ["/c.zip/d.tsv", "d"],
        ["/site 1/a.tsv", "a"],
      ],
    ]);
    expect(got.wells.map(({ sample }) => sample)).toEqual(["s2", "s3", "s1"]);
  });

  test("a file that is no export is told by its name: nothing beside it is passed over", () => {
    for (const [name, content] of [
      ...[
        ["README.txt", "Cards of March"],
        ["scan.pdf", "%PDF-1.4"],
        ["empty.txt", ""],
      ],
    ] as const) {
      const { problems } = readBytes(zip({ "a.tsv": card("s1"), [name]: content }), "cards/all.zip");
      expect(problems).toMatchObject([{ code: "format-unknown", file: "cards/all.zip", part: `/${name}` }]);
    }
    const rdml =
      '<rdml version="1.1"><experiment id="e"><run id="r"><react id="1"><sample id="s"/><data><tar id="t"/><cq>20</cq></data></react></run></experiment></rdml>';
    const beside = readBytes(zip({ "rdml_data.xml": rdml, "a.tsv": card("s1") }), "a.zip");
    expect(beside.wells.map(({ sample }) => sample).sort(), "RDML beside another card hides none").toEqual(["s", "s1"]);
    const two = readBytes(zip({ "1.xml": rdml, "2.xml": rdml.replace('id="s"', 'id="s2"') }), "a.zip");
    expect(two.wells.map(({ sample }) => sample)).toEqual(["s", "s2"]);
    expect(readBytes(zip({ "any name.xml": rdml, "manifest.xml": "<lc96manifest/>" }), "a.rdml").wells).toHaveLength(1);
  });

  test.each(["../a.txt", "x/../../a.txt", "/etc/a.txt", "C:\\a.txt", "..\\a.txt"])(
    "a name that leads out: %s",
    (name) => {
      const archive = new AdmZip();
      archive.addFile("harmless", Buffer.from("x"));
      archive.getEntries()[0]!.entryName = name;
      expect(broken(archive.toBuffer())[0]).toMatch(/^cannot be opened: it holds a file whose name leads out of it: /);
    },
  );

  test("two files by one name, a password, a wrong checksum, a cut, nothing", () => {
    const twice = zip({ "a.txt": "1", "b.txt": "2" });
    for (let at = twice.indexOf("b.txt"); at >= 0; at = twice.indexOf("b.txt", at + 1)) twice.write("a.txt", at);
    expect(broken(twice)[0]).toMatch(/two files by the name "a.txt"|duplicate/i);
    const one = zip({ "a.txt": card("s").repeat(9) });
    expect(broken(one)).toEqual([]);
    expect(broken(patched(one, (entry) => entry.writeUInt16LE(1, FLAGS)))).toEqual([
      "cannot be opened: it has a password.",
    ]);
    expect(broken(patched(one, (entry) => entry.writeUInt32LE(1, CRC)))[0]).toMatch(
      /^cannot be opened: "a.txt" in it has two checksums/,
    );
    const damaged = Buffer.from(one);
    damaged[50] = damaged[50]! ^ 1;
    expect(broken(damaged)[0]).toMatch(/^cannot be opened: /);
    for (const length of [one.length - 1, one.length - 30, 40, 5])
      expect(broken(one.subarray(0, length))).toHaveLength(1);
    expect(broken(zip({}))).toEqual(["is an archive that holds no file."]);
    expect(broken(gzipSync(card("s")).subarray(0, 40))[0]).toMatch(/^cannot be opened: unexpected end of file/);
  });
});

describe("workbooks", () => {
  const rows = [
    ["Well", "Sample"],
    [1, "s1"],
    [2, "\u00e9"],
  ];
  const sheets = (bytes: Uint8Array, most = limits) => {
    const { opened } = look(bytes, most);
    return opened?.kind === "workbook" ? opened.sheets.map(({ bytes }) => Buffer.from(bytes).toString()) : opened;
  };

  test.each(["xlsx", "biff8", "xlsb"] as const)("%s: its sheets as text", (type) => {
    expect(sheets(book(rows, type))).toEqual(["Well\tSample\n1\ts1\n2\té\n"]);
  });

  test("one that says it has a million rows has those that it has; a cell far out costs no more than its rows", () => {
    const wide = edited(book(rows), SHEET, (text) =>
      text.replace(/<dimension ref="[^"]*"/, '<dimension ref="A1:XFD1048576"'),
    );
    expect(wide.toString("latin1")).not.toBe("");
    expect(sheets(wide)).toEqual(["Well\tSample\n1\ts1\n2\té\n"]);
    const far = edited(book(rows), SHEET, (text) =>
      text.replace("</sheetData>", '<row r="900"><c r="ZZ900"><v>1</v></c></row></sheetData>'),
    );
    expect(broken(far, { ...limits, cells: 1000 })).toEqual(["cannot be opened: it holds more than 1000 cells."]);
    const many = book(Array.from({ length: 1500 }, (_, n) => [n]));
    expect(broken(many, { ...limits, cells: 1000 })).toEqual(["cannot be opened: it holds more than 1000 cells."]);
  });

  test.each([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])(
    "a document type in %s is refused: nothing is expanded",
    (name) => {
      const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>';
      const bytes = edited(book(rows), name, (text) => text.replace(/(\?>)?/, `$1${laughs}`).replace("s1", "&b;&f;"));
      expect(broken(bytes, limits)).toEqual([
        `cannot be opened: ${JSON.stringify(name)} in it holds a document type definition.`,
      ]);
    },
  );

  test("an entity that nothing defines stays as it is written", () => {
    const bytes = edited(book(rows), "xl/sharedStrings.xml", (text) => text.replace("s1", "&f;"));
    expect(sheets(bytes)).toEqual(["Well\tSample\n1\t&f;\n2\té\n"]);
  });

  test("one with a password, a bomb, too large an .xls, none that says so", () => {
    const locked = CFB.utils.cfb_new();
    CFB.utils.cfb_add(locked, "/EncryptionInfo", Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0]));
    CFB.utils.cfb_add(locked, "/EncryptedPackage", Buffer.alloc(64));
    expect(broken(CFB.write(locked, { type: "buffer" }) as Buffer, limits)).toEqual([
      "cannot be opened: it has a password.",
    ]);
    const bomb = edited(book(rows), SHEET, (text) =>
      text.replace("</sheetData>", `${" ".repeat(100_000)}</sheetData>`),
    );
    expect(broken(bomb)).toEqual(["cannot be opened: it would have more than 20000 bytes when it is opened."]);
    expect(
      broken(
        book(
          Array.from({ length: 3000 }, (_, n) => [`${n} is a text`]),
          "biff8",
        ),
        { ...limits, workbook: 20_000 },
      )[0],
    ).toMatch(/^cannot be opened: as a workbook it has \d+ bytes; at most 20000 are read/);
    expect(broken(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), limits)[0]).toMatch(
      /^cannot be opened: /,
    );
  });
});

test("300 mutants of each container are opened or told, and nothing is thrown", () => {
  const cards = [
    ["Well", "Sample", "Sample Type", "Target", "Target Type", "Dye", "Cq"],
    ["A1", "s", "unkn", "t", "toi", "FAM", 20.5],
  ];
  // The reader of workbooks tells the console of records that it does not know.
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const whole = {
    zip: zip({ "a.tsv": card("s"), "b.tsv": card("t") }),
    xlsx: book(cards),
    xls: book(cards, "biff8"),
    gz: gzipSync(card("s")),
  };
  let state = 12345;
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (const [kind, bytes] of Object.entries(whole)) {
    let told = 0;
    for (let n = 0; n < 300; n++) {
      let mutant = Buffer.from(bytes);
      if (n % 5 === 0) mutant = mutant.subarray(0, random(mutant.length));
      else for (let change = 0; change <= n % 4; change++) mutant[random(mutant.length)] = random(256);
      const found = look(mutant, { ...limits, bytes: 5_000_000 });
      const texts = brokenIn(found);
      if (texts.length > 0) told++;
      for (const text of texts) expect(text).toMatch(/^\S.*\.$/s);
      readBytes(mutant, `a.${kind}`);
    }
    expect(told, kind).toBeGreaterThan(kind === "xls" ? 10 : 100);
  }
  said.mockRestore();
});
