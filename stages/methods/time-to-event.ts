import type { TimedOutcome } from "../../data/outcome.ts";
import { caveats, some } from "../caveats.ts";
import { survivalConcordance } from "../statistics/survival-concordance.ts";
import { scores } from "./answered.ts";
import { type FollowUp, followUps } from "./follow-up.ts";
import { gather, worst } from "./gather.ts";
import { halvesOf } from "./halves.ts";
import { hazards } from "./hazards.ts";
import { landmark } from "./landmark.ts";
import type { Associated, Compared, Method, Readings } from "./method.ts";
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
      halved(compared) {
        const { gathered, taken, entry } = taking(followed, compared, outcome.unit);
        const halves = halvesOf(gathered.ranked);
        if (halves === undefined) return undefined;
        const others = gathered.values.filter((_, i) => halves[i] === "others");
        return {
          halves,
          times: taken.map(({ time }) => time),
          events: taken.map(({ event }) => event),
          entry: entry && Array.from(entry),
          from: others.reduce((a, b) => Math.min(a, b)),
        };
      },
      associate(compared, set) {
        const { entries, gathered, taken, entry } = taking(followed, compared, outcome.unit);
        const { who, ranked } = gathered;
        const times = Float64Array.from(taken, ({ time }) => time);
        const seen = taken.map(({ event }) => event);
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

/** The subjects with a value who are followed beyond their sample, and from when on they count. */
function taking(
  followed: readonly (FollowUp | undefined)[],
  compared: Readings & Pick<Compared, "when">,
  unit: TimedOutcome["unit"],
) {
  const entries = landmark(followed, compared.when, unit);
  const gathered = gather(compared, (who) => entries.stays(who));
  const taken = gathered.who.map((i) => followed[i]!);
  const entry = entries.at && Float64Array.from(gathered.who, (i) => entries.at![i]!);
  return { entries, gathered, taken, entry };
}

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
