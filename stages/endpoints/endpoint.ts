import type { Assessment } from "../../data/assessment.ts";
import type { Fact } from "../../data/fact.ts";
import type { Facts } from "../../data/facts.ts";
import type { Values } from "../../data/setting.ts";
import type { Course } from "./course.ts";
import type { outcomeSettings } from "./settings.ts";

export type OutcomeSet = Values<typeof outcomeSettings>;

/** ordered: a word of an order, best first. */
export type MeasureKind = "time-to-event" | "binary" | "ordered" | "continuous";

/** What a measure is for one subject, or why there is none. */
export interface Derived {
  /** A time in months or a percentage, a response, or yes and no; undefined: there is none, and `reason` says why. */
  readonly value: number | string | undefined;
  /** Time to event: whether it happened, or the time is censored. Binary: whether it is yes. */
  readonly event?: boolean | undefined;
  /** In words. */
  readonly reason: string;
  /** The record that decided. */
  readonly fact?: Fact | undefined;
  /** What a reader of this one value must know, in words that other subjects may share. */
  readonly caveat?: string | undefined;
}

/** A measure of clinical outcome: from the course of one subject to a value, by a rule that its file states. */
export interface Endpoint {
  readonly name: string;
  readonly kind: MeasureKind;
  /** "" for words. */
  readonly unit: "months" | "%" | "";
  /** What it is, from when to when, among whom: for the report. */
  readonly meaning: string;
  /** Of a time to an event: what a curve of it is called, and from when it counts. */
  readonly curve?: { readonly title: string; readonly from: string };
  /** Whether the study's tables tell of it; without it, always. */
  readonly told?: (facts: Facts) => boolean;
  /** Where it is a measure of its own at each visit, `cd22-blood C1D1`: whether an assessment tells of it. */
  readonly byVisit?: (assessment: Assessment) => boolean;
  readonly derive: (course: Course, set: OutcomeSet, visit: string) => Derived;
}

/** A time from one fact to another, in months. */
export function timed(from: Fact, to: Fact, event: boolean, reason: string, set: OutcomeSet): Derived {
  return { value: (to.day - from.day + set.day_one) / set.month, event, reason, fact: to };
}

export function answer(yes: boolean, reason: string, fact?: Fact, caveat?: string): Derived {
  return { value: yes ? "yes" : "no", event: yes, reason, fact, caveat };
}

/** No value, for a reason that is a matter of the measure's population or of missing records. */
export function none(reason: string): Derived {
  return { value: undefined, reason };
}
