import { MAIN, SharedTexts } from "./shared-texts.ts";
import { type Sheet, sheetXml } from "./sheet.ts";

/** A part of a workbook: a file in its archive, as pieces of XML. */
export interface Part {
  readonly path: string;
  readonly xml: Iterable<string>;
}

const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The longest name of a sheet. */
const LETTERS = 31;

/** The parts of a workbook of some sheets: Office Open XML, ECMA-376 part 1. Each is to be taken to its end before the next. */
export function* workbookParts(sheets: readonly Sheet[]): Generator<Part> {
  const wrong = sheets.find(({ name }) => name.length > LETTERS || !/^[a-z][a-z-]*$/.test(name));
  if (wrong) throw new Error(`${wrong.name} cannot be the name of a sheet`);
  const texts = new SharedTexts();
  const numbers = sheets.map((_, at) => at + 1);
  yield { path: "[Content_Types].xml", xml: contentTypes(numbers) };
  yield { path: "_rels/.rels", xml: relations([["officeDocument", "xl/workbook.xml"]]) };
  yield { path: "xl/workbook.xml", xml: workbook(sheets) };
  const inside = numbers.map((number): [string, string] => ["worksheet", `worksheets/sheet${number}.xml`]);
  yield {
    path: "xl/_rels/workbook.xml.rels",
    xml: relations([...inside, ["styles", "styles.xml"], ["sharedStrings", "sharedStrings.xml"]]),
  };
  yield { path: "xl/styles.xml", xml: STYLES };
  for (const [at, sheet] of sheets.entries())
    yield { path: `xl/worksheets/sheet${at + 1}.xml`, xml: sheetXml(sheet, texts) };
  yield { path: "xl/sharedStrings.xml", xml: texts.xml() };
}

function* contentTypes(numbers: readonly number[]): Generator<string> {
  yield `<Types xmlns="${CONTENT}">`;
  yield `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`;
  yield override("workbook.xml", "sheet.main");
  for (const number of numbers) yield override(`worksheets/sheet${number}.xml`, "worksheet");
  yield override("styles.xml", "styles");
  yield override("sharedStrings.xml", "sharedStrings");
  yield "</Types>";
}

function override(part: string, type: string): string {
  return `<Override PartName="/xl/${part}" ContentType="${SPREADSHEET}.${type}+xml"/>`;
}

/** The parts that a part refers to as rId1, rId2 and so on. */
function* relations(to: readonly (readonly [type: string, target: string])[]): Generator<string> {
  yield `<Relationships xmlns="${RELATIONS}">`;
  for (const [at, [type, target]] of to.entries())
    yield `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  yield "</Relationships>";
}

function* workbook(sheets: readonly Sheet[]): Generator<string> {
  yield `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>`;
  for (const [at, { name }] of sheets.entries())
    yield `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`;
  yield "</sheets></workbook>";
}

/** The formats of cells: none, that of texts (49, which keeps a text one when somebody edits it), and of texts in bold. */
const STYLES = [
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>`,
  `<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`,
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`,
  `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>`,
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">`,
  `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`,
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  `<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
  `</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
];
