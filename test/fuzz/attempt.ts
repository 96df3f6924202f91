import { Chance } from "../../data/chance.ts";
import type { Writer } from "../formats/made-card.ts";
import { judged, type Verdict } from "./judged.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { type Taken, taken } from "./taken.ts";
import { writtenCard } from "./written-card.ts";

/** A format's sample export and what writes its cards. */
export interface Subject {
  readonly writer: Writer;
  readonly sample: Uint8Array;
}

const cards = 16;

/** Makes mutants of a format's exports, the same for the same seed and number, and judges what reading them gives. */
export class Attempts {
  private readonly own: readonly (readonly [Uint8Array, Taken, Writer])[];
  private readonly others: readonly (readonly [Uint8Array, Taken, Writer])[];

  constructor(
    private readonly subject: Subject,
    all: readonly Subject[],
    private readonly seed: number,
  ) {
    const known = ({ writer }: Subject, bytes: Uint8Array) => [bytes, taken(bytes, writer.columns), writer] as const;
    const written = (one: Subject, from: number, many: number) =>
      Array.from({ length: many }, (_, at) => known(one, writtenCard(one.writer, new Chance(seed, from + at))));
    this.own = [known(subject, subject.sample), ...written(subject, 1e6, cards)];
    this.others = all.flatMap((one, at) => [known(one, one.sample), ...written(one, 2e6 + 10 * at, 2)]);
    for (const [, { problems }] of [...this.own, ...this.others])
      if (problems[0]) throw new Error(`a whole export is refused: ${JSON.stringify(problems[0])}`);
  }

  make(number: number): Mutant & { readonly whole: Taken; readonly other: Taken } {
    const chance = new Chance(this.seed, number);
    // Half of them are of the sample export, which has what real ones have.
    const [bytes, whole] = this.own[chance.below(2) === 0 ? 0 : chance.below(this.own.length)]!;
    const [otherBytes, other, otherWriter] = this.others[chance.below(this.others.length)]!;
    const made = mutant(bytes, whole.headings[0], otherBytes, chance);
    return { ...made, keeps: keptBy(this.subject.writer, made, otherWriter), whole, other };
  }

  judge(made: ReturnType<Attempts["make"]>): Verdict {
    const { columns, lacks } = this.subject.writer;
    return judged(made, taken(made.bytes, columns), made.whole, made.other, lacks.includes("well"));
  }
}

/** What must hold of a mutant, where the format can hold less than the kind of mutant asks. */
function keptBy(writer: Writer, { kind, keeps }: Mutant, other: Writer): Mutant["keeps"] {
  const isLess =
    // A line more is a well more, where wells have no numbers.
    (kind === "lines twice" && writer.lacks.includes("well")) ||
    (kind === "bytes changed" && writer.several) ||
    // A well's first line names it for those below, and nothing tells that it is gone.
    (/^(lines left out|cells emptied)$/.test(kind) && writer.format === "sds-1") ||
    // The study says which column is which, by its number too.
    (kind === "columns in another order" && writer.columns) ||
    (kind === "two exports in one" && writer.format !== other.format && (writer.unmarked || other.unmarked));
  return isLess ? "anything" : keeps;
}
