import { Chance } from "../chance.ts";
import { isoDate } from "./calendar.ts";
import { barcode, samplesOf } from "./cards.ts";
import { moments, planted } from "./effects.ts";
import { MONTH, type Participant, type Survival } from "./participants.ts";

/** Cells of the example hold no comma, quote or line end. */
export function csv(heading: string, rows: readonly (readonly (string | number)[])[]): string {
  return `${[heading, ...rows.map((row) => row.join(","))].join("\n")}\n`;
}

export function subjectsCsv(treated: readonly Participant[]): string {
  return csv(
    "subject,consent,consent_withdrawn,phase,dose,protocol,first_dose,age,sex,cytogenetics,response,mrd,os_months,os_event,pfs_months,pfs_event",
    treated.map((who) => [
      ...[who.subject, who.consent ? "yes" : "no", who.withdrawn === undefined ? "no" : isoDate(who.withdrawn)],
      ...[
        who.phase,
        who.dose.toFixed(1),
        who.protocol,
        isoDate(who.firstDose),
        who.age,
        who.sex,
        who.cytogenetics,
        who.response,
        who.mrd,
      ],
      ...[months(who.os), who.os.event ? 1 : 0, months(who.pfs), who.pfs.event ? 1 : 0],
    ]),
  );
}

function months({ days }: Survival): string {
  return (days / MONTH).toFixed(1);
}

/** The samples that were drawn. Blasts fall by Day 15, more in responders. */
export function samplesCsv(sampled: readonly Participant[], seed: number, whole: boolean): string {
  const rows = sampled.flatMap((who, number) => {
    const chance = new Chance(seed ^ 0x5a3, number);
    const first = chance.between(15, 92);
    const left = who.responder ? chance.between(0.03, 0.35) : chance.between(0.35, 1);
    const blasts = moments.map(({ visit }) => (visit === "C1D1" ? first : first * left) * chance.between(0.93, 1.07));
    return samplesOf(who, number, whole).flatMap(({ name, slot, problem }) => {
      if (problem === "missing") return [];
      const { visit, time } = moments[slot]!;
      const day = who.firstDose + (visit === "C1D1" ? 0 : 14);
      const hours = time === "pre" ? 0 : who.hours;
      return [
        [name, who.subject, visit, time, hours, barcode(number), isoDate(day), Math.min(100, blasts[slot]!).toFixed(0)],
      ];
    });
  });
  return csv("sample,subject,visit,time,hours,card,collected,blast_percent", rows);
}

export function truthCsv(effects: boolean): string {
  const rows = effects ? planted.map((row) => [row.gene, row.contrast, row.outcome, row.at, row.log2]) : [];
  return csv("gene,contrast,outcome,at,log2", rows);
}
