import type { Flag } from "../../data/flag.ts";
import type { Wells } from "../../data/well.ts";

/** What a check says of a well, or of many wells alike. `observed`: its Ct as written where it is `true`. */
export interface SaidOfWell extends Pick<Flag, "level" | "limit" | "unit" | "reason"> {
  readonly observed?: string | true;
}

/** A flag on a well, whose place is looked up when it is told: a large study has hundreds of thousands of them. */
export class WellFlag implements Flag {
  constructor(
    readonly check: string,
    private readonly wells: Wells,
    private readonly row: number,
    private readonly said: SaidOfWell,
  ) {}

  get level() {
    return this.said.level;
  }

  get scope() {
    return "well" as const;
  }

  get card() {
    return this.wells.cards[this.wells.card[this.row]!]!.card;
  }

  get well() {
    return this.wells.well[this.row]!;
  }

  get sample() {
    return this.wells.samples[this.wells.sample[this.row]!]!.sample;
  }

  get assay() {
    return this.wells.panel.assays[this.wells.assay[this.row]!]!.assay;
  }

  get observed() {
    return this.said.observed === true ? this.wells.asWritten(this.row) : this.said.observed;
  }

  get limit() {
    return this.said.limit;
  }

  get unit() {
    return this.said.unit;
  }

  get reason() {
    return this.said.reason;
  }

  get file() {
    return this.wells.file(this.row);
  }

  get line() {
    return this.wells.line[this.row]!;
  }
}
