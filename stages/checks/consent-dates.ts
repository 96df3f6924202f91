import { momentName } from "../../data/contrast.ts";
import { readDay } from "../../data/day.ts";
import { groups } from "../../data/groups.ts";
import type { Sample } from "../../data/sample.ts";
import { check, named } from "./check.ts";

/** Column of the subjects table with the date of the first dose, as everywhere. */
const FIRST_DOSE = "first_dose";

/**
 * The gate withholds samples that were collected before consent (stages/consent.ts); here it is told how many, where it
 * could not tell, and where dates of collection contradict the order of visits or the first dose. Samples that are
 * withheld are counted and never named.
 */
export const consentDates = check({
  name: "consent-dates",
  meaning:
    "Samples withheld because they were collected before consent; dates of collection that are missing where consent has one, or contradict the visits or the first dose",
  finding: { noun: "sample", text: "whose date contradicts visits or first dose, or cannot be held against consent" },
  look({ wells, study }, raise) {
    if (study.early > 0)
      raise.other({
        level: "note",
        scope: "study",
        observed: String(study.early),
        unit: "samples",
        reason: "collected before their subject consented, and therefore withheld: nothing of them was read",
      });
    const samples = wells.samples.filter(({ subject }) => subject !== "");
    const about = (sample: Sample) => ({ level: "caution", scope: "sample", ...named(sample) }) as const;
    const day = (text: string) => {
      const read = readDay(text, "refuse");
      return read.kind === "whole" ? read.day : undefined;
    };
    for (const sample of samples) {
      const consented = study.consented.get(sample.subject) ?? "";
      if (consented === "" || (day(sample.collected) !== undefined && day(consented) !== undefined)) continue;
      raise.other({
        ...about(sample),
        observed: sample.collected || "blank",
        limit: `from ${consented}`,
        unit: "date",
        reason:
          "whether it was collected after consent cannot be told: give both dates as YYYY-MM-DD, or take the sample out",
      });
    }
    const doses = new Map(study.subjects.map(({ subject, columns }) => [subject, columns[FIRST_DOSE] ?? ""]));
    const order = new Map(study.moments.map((moment, at) => [momentName(moment), at]));
    for (const [subject, own] of groups(samples, ({ subject }) => subject)) {
      const taken = own
        .filter(({ collected }) => day(collected) !== undefined)
        .sort((a, b) => order.get(momentName(a))! - order.get(momentName(b))!);
      const dose = doses.get(subject) ?? "";
      let last: Sample | undefined;
      for (const sample of taken) {
        const before = (text: string) => day(text) !== undefined && day(sample.collected)! < day(text)!;
        const said = { ...about(sample), observed: sample.collected, unit: "date" };
        if (last !== undefined && before(last.collected)) {
          const reason = `collected before ${last.sample}, which comes first: correct the dates, or see whether the two were exchanged`;
          raise.other({ ...said, limit: `from ${last.collected}`, reason });
        } else last = sample;
        if (sample.hours !== undefined && sample.hours > 0 && before(dose)) {
          const reason = "listed as after the dose, yet collected before the first dose: correct the dates";
          raise.other({ ...said, limit: `from ${dose}`, reason });
        }
      }
    }
  },
});
