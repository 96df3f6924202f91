import type { TimedOutcome } from "../../data/outcome.ts";
import { caveats, some } from "../caveats.ts";
import { survivalConcordance } from "../statistics/survival-concordance.ts";
import { scores } from "./answered.ts";
import { followUps } from "./follow-up.ts";
import { gather, worst } from "./gather.ts";
import { hazards } from "./hazards.ts";
import { landmark } from "./landmark.ts";
import type { Associated, Method } from "./method.ts";
import { nullResiduals } from "./null-residuals.ts";

const tests = ["cox", "log-rank"];

/** A time to an event: Cox's regression, and the log-rank test of the subjects below the median against the others. */
export const timeToEvent: Method<TimedOutcome> = {
  kind: "time-to-event",
  tests,
  read(outcome, asked, troubles) {
    const answers = followUps(outcome, asked, troubles);
    const followed = asked.order.map((subject) => answers.get(subject));
    const events = [...answers.values()].filter(({ event }) => event).length;
    return {
      counts: [
        { label: "with the event", value: events },
        { label: "without it", value: answers.size - events },
      ],
      words: followed.map((one) => (one === undefined ? undefined : one.event ? "event" : "censored")),
      compares: (when) => landmark(followed, when, outcome.unit).stays,
      dealt: (known) => scores(nullResiduals(known.map((who) => followed[who]!))),
      associate(compared, set) {
        const entries = landmark(followed, compared.when, outcome.unit);
        const gathered = gather(compared, (who) => entries.stays(who));
        const { who, ranked } = gathered;
        const taken = who.map((i) => followed[i]!);
        const times = Float64Array.from(taken, ({ time }) => time);
        const seen = taken.map(({ event }) => event);
        const entry = entries.at && Float64Array.from(who, (i) => entries.at![i]!);
        const n1 = seen.filter((event) => event).length;
        const counts = { n: who.length, n1, n0: who.length - n1 };
        const caveat = caveats(
          entries.why,
          some(entries.gone, entries.gone + who.length, "had left before their sample was taken, and are left out"),
          some(entries.unplaced, entries.unplaced + who.length, "have no date of their sample or of Day 1"),
        );
        if (!comparable(times, seen, entry) || n1 < set.min_group) {
          const few = caveats(
            entries.why === undefined && `${n1} events of ${who.length} subjects: too few to compare`,
            caveat,
          );
          return none(counts, few);
        }
        const strata = outcome.strata === undefined ? undefined : taken.map(({ stratum }) => stratum);
        return {
          ...counts,
          concordance: survivalConcordance(times, seen, ranked, { ...set, entries: entry }),
          tests: hazards({ times, events: seen, entry, strata, gathered, covariates: compared.covariates }, set).map(
            (one) => ({ ...one, caveat: caveats(one.caveat, one.method === "log-rank" && worst(gathered), caveat) }),
          ),
        };
      },
    };
  },
};

function none(counts: Pick<Associated, "n" | "n1" | "n0">, caveat: string | undefined): Associated {
  return { ...counts, concordance: undefined, tests: tests.map((method) => ({ method, result: undefined, caveat })) };
}

/** Whether some subject had the event while another was still followed. */
function comparable(times: Float64Array, events: readonly boolean[], entry: Float64Array | undefined): boolean {
  return events.some(
    (event, i) =>
      event &&
      times.some(
        (time, j) =>
          (time > times[i]! || (time === times[i] && !events[j])) && (entry === undefined || entry[j]! < times[i]!),
      ),
  );
}
