import type { Facts } from "../data/facts.ts";
import type { Subject } from "../data/subject.ts";
import { endpoints } from "./endpoints/index.ts";
import { measuresOf } from "./measures.ts";
import type { OutcomeOutput } from "./outcome.ts";

/** The column of a derived measure, and of whether its event was seen: outcome.os and outcome.os.event. */
const columnOf = (measure: string) => `outcome.${measure}`;
const eventOf = (measure: string) => `outcome.${measure}.event`;

/** From when the times in a column count: of a derived measure as its rule says, of any other from Day 1. */
export function originOf(column: string): string {
  return endpoints.find(({ name }) => columnOf(name) === column)?.curve?.from ?? "Day 1";
}

/** The columns that the derived measures of a study add to its subjects: an outcome may be asked of them as of any other. */
export function measureColumns(facts: Facts): string[] {
  return measuresOf(facts).flatMap(({ measure: { name, kind } }) =>
    kind === "time-to-event" ? [columnOf(name), eventOf(name)] : [columnOf(name)],
  );
}

/** The subjects with what was derived of them; blank where there is no value. */
export function withMeasures(subjects: readonly Subject[], { measures }: OutcomeOutput): Subject[] {
  return subjects.map((one) => {
    const made: Record<string, string> = {};
    for (const [measure, values] of measures) {
      const found = values.get(one.subject);
      made[columnOf(measure)] = found === undefined ? "" : String(found.value);
      if (found?.event !== undefined) made[eventOf(measure)] = found.event ? "yes" : "no";
    }
    return { ...one, columns: { ...one.columns, ...made } };
  });
}
