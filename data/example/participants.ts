import { Chance } from "../chance.ts";
import { firstDay } from "./calendar.ts";
import { isWithdrawn } from "./problems.ts";

export interface Participant {
  readonly subject: string;
  readonly phase: string;
  /** mg/m2 a cycle. */
  readonly dose: number;
  readonly protocol: string;
  /** Nominal hours of the sample after the dose. */
  readonly hours: number;
  /** Day of the first dose, from 1970-01-01. */
  readonly firstDose: number;
  readonly consent: boolean;
  /** Day on which the consent was withdrawn. */
  readonly withdrawn: number | undefined;
  readonly response: string;
  readonly responder: boolean;
  readonly mrd: string;
  readonly age: number;
  readonly sex: string;
  readonly cytogenetics: string;
  readonly os: Survival;
  /** In who has PD as the best response it is the day of the first assessment, and an event. */
  readonly pfs: Survival;
  /** Day of a transplant, from 1970-01-01. */
  readonly transplant: number | undefined;
}

export interface Survival {
  /** Days under observation, the day of the first dose being the first. */
  readonly days: number;
  readonly event: boolean;
}

/** Days. */
export const MONTH = 30.4375;
/** Days from the first participant's first dose to the last one's, and to the data cut-off: follow-up 6.8 to 29.8 months. */
const ENROLMENT = 700;
const CUT_OFF = 907;

/** Counts among 72, in the order of enrolment. */
const phases = [
  ["dose finding", 24],
  ["expansion", 13],
  ["phase 2", 35],
] as const;
const doses = [
  [1.2, 3],
  [1.6, 12],
  [1.8, 57],
] as const;
const protocols = [
  ["final", 12],
  ["amendment 1", 12],
  ["amendment 2", 13],
  ["amendment 3", 18],
  ["amendment 4", 17],
] as const;
/** Counts among 72, in no order. */
const responses = [
  ["CR", 14],
  ["CRi", 35],
  ["PR", 3],
  ["RD", 14],
  ["PD", 6],
] as const;
const transplants = [
  [true, 24],
  [false, 25],
] as const;
const consents = [
  [true, 52],
  [false, 20],
] as const;
const karyotypes = [
  ["diploid", 20],
  ["Ph+", 16],
  ["complex", 12],
  ["t(4;11)", 4],
  ["other", 20],
] as const;
/** Counts among 49 responders. */
const residues = [
  ["NEG", 41],
  ["POS", 8],
] as const;

/** The treated participants. Nothing here knows of any gene: expression follows the response, never the reverse. */
export function participants(seed: number, treated: number, allConsent: boolean): Participant[] {
  const chance = new Chance(seed, -2);
  const phase = allot(phases, treated);
  const dose = allot(doses, treated);
  const protocol = allot(protocols, treated);
  const response = chance.shuffled(allot(responses, treated));
  const consent = chance.shuffled(allot(consents, treated));
  const cytogenetics = chance.shuffled(allot(karyotypes, treated));
  const responding = response.filter(responds).length;
  const mrd = chance.shuffled(allot(residues, responding));
  const ranks = { yes: quantiles(chance, responding), no: quantiles(chance, treated - responding) };
  const start = firstDay(seed);
  const transplanted = new Chance(seed, -4).shuffled(allot(transplants, responding));
  let sampled = 0;
  return response.map((response, i) => {
    const responder = responds(response);
    const elapsed = Math.floor((i * ENROLMENT) / Math.max(1, treated - 1));
    const followed = CUT_OFF - elapsed;
    const dies = lifetime(responder ? 9 : 4.3, (responder ? ranks.yes : ranks.no).pop()!);
    const progresses = 0.6 + (dies - 0.6) * chance.between(0.2, 0.9);
    // Whoever dies lives a week beyond the first course, or leukemia that persists would not be refractory.
    const os = survival(Math.max(dies, 22 / MONTH), followed);
    const pfs =
      response === "PD"
        ? { days: Math.min(36, survival(progresses, followed).days), event: true }
        : survival(progresses, followed);
    const consents = allConsent || consent[i]!;
    const leaves = !allConsent && consents && isWithdrawn(sampled);
    if (consents) sampled++;
    return {
      subject: `INO-${1001 + i}`,
      phase: phase[i]!,
      dose: dose[i]!,
      protocol: protocol[i]!,
      hours: protocol[i] === "amendment 3" || protocol[i] === "amendment 4" ? 3 : 1,
      firstDose: start + elapsed,
      consent: consents,
      withdrawn: leaves ? start + elapsed + 75 : undefined,
      response,
      responder,
      mrd: responder ? mrd.pop()! : "",
      age: Math.min(79, Math.max(20, Math.round(56 + 15 * chance.normal()))),
      sex: chance.uniform() < 0.55 ? "M" : "F",
      cytogenetics: cytogenetics[i]!,
      os,
      pfs,
      transplant: responder && transplanted.pop() ? start + elapsed + Math.floor((15 + os.days) / 2) : undefined,
    };
  });
}

function responds(response: string): boolean {
  return response === "CR" || response === "CRi";
}

/** `n` labels in the proportions of the shares. */
function allot<T>(shares: readonly (readonly [T, number])[], n: number): T[] {
  const total = shares.reduce((sum, [, count]) => sum + count, 0);
  let upTo = 0;
  return shares.flatMap(([label, count]) => {
    const from = Math.round((upTo * n) / total);
    upTo += count;
    return Array<T>(Math.round((upTo * n) / total) - from).fill(label);
  });
}

/** Evenly spaced over 0 to 1, in chance's order: small groups have the median that was meant. */
function quantiles(chance: Chance, n: number): number[] {
  return chance.shuffled(Array.from({ length: n }, (_, i) => (i + 0.5) / n));
}

/** A Weibull lifetime of shape 1.2 that begins after the Day-15 sample. */
function lifetime(median: number, quantile: number): number {
  return 0.7 + (median - 0.7) * (Math.log(1 - quantile) / Math.log(0.5)) ** (1 / 1.2);
}

function survival(months: number, followed: number): Survival {
  const days = Math.round(months * MONTH);
  return { days: Math.min(days, followed), event: days <= followed };
}
