import { type Dataset, type DatasetRow, placeOf, variableAt } from "../../data/dataset.ts";
import type { Code } from "../../data/remedies.ts";
import { sasText } from "../../data/sas-date.ts";
import { listing, quote, Trouble, type Troubles } from "../../data/trouble.ts";
import { numberIn } from "../../data/written.ts";

/** Who the subjects of a dataset are: by USUBJID, their ids in the study; and those of them who may be used. */
export interface People {
  readonly known: ReadonlyMap<string, string>;
  readonly used: ReadonlySet<string>;
}

/** A dataset that is read by the names of its variables. */
export class Domain {
  private readonly at: ReadonlyMap<string, number>;
  private readonly told = new Set<string>();

  /** @throws {Trouble} when a variable is not there that it cannot be without. */
  constructor(
    readonly dataset: Dataset,
    required: readonly string[],
    readonly troubles: Troubles,
  ) {
    const { file, name, variables } = dataset;
    this.at = new Map(variables.map((variable, index) => [variable.name, index]));
    const missing = required.filter((variable) => variableAt(dataset, variable) < 0);
    if (missing.length === 0) return;
    const names = listing(variables.map((variable) => variable.name));
    const text = `${name && `${name} `}has no variable ${listing(missing)}; its variables are ${names}.`;
    throw new Trouble([{ code: "column-missing", file, text }]);
  }

  has(variable: string): boolean {
    return this.at.has(variable);
  }

  /** Every record of a subject who may be used. Of the others nothing is told, but for ids that nobody has. */
  *records({ known, used }: People): Generator<{ readonly subject: string; readonly record: CdiscRecord }> {
    for (const row of this.dataset.rows) {
      const record = new CdiscRecord(this, row);
      const id = record.text("USUBJID");
      const subject = known.get(id);
      if (id === "") record.wrong("USUBJID", "is blank; a subject's id was expected.");
      else if (subject === undefined)
        record.wrong("USUBJID", `${quote(id)} is not among the subjects.`, "subject-unknown");
      else if (used.has(subject)) yield { subject, record };
    }
  }

  /** Whether this is the first time that something is told of the dataset. */
  isNews(what: string): boolean {
    const before = this.told.size;
    return this.told.add(what).size > before;
  }

  indexOf(variable: string): number {
    return this.at.get(variable) ?? -1;
  }
}

/** A record that is read variable by variable: what is wrong with a value is told with its place. */
export class CdiscRecord {
  constructor(
    private readonly domain: Domain,
    private readonly row: DatasetRow,
  ) {}

  /** "" where it is blank, or the dataset has no such variable. Numbers that are dates are written as dates. */
  text(variable: string): string {
    const index = this.domain.indexOf(variable);
    const value = this.row.values[index];
    if (typeof value === "number") return sasText(value, this.domain.dataset.variables[index]!);
    return (value ?? "").trimEnd();
  }

  /** undefined where it is missing; told, where it is no number. */
  number(variable: string): number | undefined {
    const value = this.row.values[this.domain.indexOf(variable)];
    if (typeof value === "number" || value === undefined) return value;
    const text = value.trim();
    if (text === "") return undefined;
    const number = numberIn(text);
    if (!Number.isNaN(number)) return number;
    return this.wrong(variable, `${quote(text)} is not a number.`);
  }

  /** A date without the time of day; partial dates, and what is none, as it is written. */
  date(variable: string): string {
    return this.text(variable).replace(/^(\d{4}-\d{2}-\d{2})T[\d:.,Z+-]+$/, "$1");
  }

  /** A text that must not be blank. */
  needed(variable: string): string | undefined {
    return this.text(variable) || this.wrong(variable, "is blank.");
  }

  wrong(variable: string, text: string, code: Code = "dataset-value"): undefined {
    this.domain.troubles.add({ code, ...placeOf(this.domain.dataset, this.row, variable), text });
    return undefined;
  }

  /** The same, but of a code that many records hold it is told once. */
  unknown(variable: string, code: string, text: string): undefined {
    if (this.domain.isNews(`${variable} ${code}`)) this.wrong(variable, `${quote(code)} ${text}`, "code-unknown");
    return undefined;
  }

  /** Where facts and messages name it. */
  get place(): { readonly file: string; readonly line: number; readonly record?: number } {
    const { line, record } = this.row;
    const { file } = this.domain.dataset;
    return line === undefined ? { file, line: record, record } : { file, line };
  }

  /** "adtte.xpt record 17" */
  get told(): string {
    const { line, record } = this.row;
    return `${this.domain.dataset.file} ${line === undefined ? `record ${record}` : `line ${line}`}`;
  }
}
