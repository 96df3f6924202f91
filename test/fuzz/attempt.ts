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
  private readonly own: readonly (readonly [Uint8Array, Taken])[];
  private readonly others: readonly (readonly [Uint8Array, Taken])[];

  constructor(
    private readonly subject: Subject,
    all: readonly Subject[],
    private readonly seed: number,
  ) {
    const known = (bytes: Uint8Array) => [bytes, taken(bytes)] as const;
    const written = ({ writer }: Subject, from: number, many: number) =>
      Array.from({ length: many }, (_, at) => known(writtenCard(writer, new Chance(seed, from + at))));
    this.own = [known(subject.sample), ...written(subject, 1e6, cards)];
    this.others = all.flatMap((one, at) => [known(one.sample), ...written(one, 2e6 + 10 * at, 2)]);
    for (const [, { problems }] of [...this.own, ...this.others])
      if (problems[0]) throw new Error(`a whole export is refused: ${JSON.stringify(problems[0])}`);
  }

  make(number: number): Mutant & { readonly whole: Taken; readonly other: Taken } {
    const chance = new Chance(this.seed, number);
    // Half of them are of the sample export, which has what real ones have.
    const [bytes, whole] = this.own[chance.below(2) === 0 ? 0 : chance.below(this.own.length)]!;
    const [otherBytes, other] = this.others[chance.below(this.others.length)]!;
    return { ...mutant(bytes, whole.headings[0], otherBytes, chance), whole, other };
  }

  judge(made: ReturnType<Attempts["make"]>): Verdict {
    return judged(made, taken(made.bytes), made.whole, made.other, this.subject.writer.lacks.includes("well"));
  }
}
