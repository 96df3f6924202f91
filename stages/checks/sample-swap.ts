import { momentName } from "../../data/contrast.ts";
import { groups } from "../../data/groups.ts";
import type { Sample } from "../../data/sample.ts";
import { few } from "../wording.ts";
import { check, named } from "./check.ts";
import { likeness } from "./likeness.ts";
import { profiles } from "./profiles.ts";

/** Fewest subjects with two samples from whom the usual likeness is learnt. */
const FEWEST = 6;
/** Fewest assays by which subjects differ, so that chance does not choose them. */
const LEAST = 10;

/**
 * A sample is where it does not belong if it is not like the others of its own subject and is like another's, by the
 * limits of likeness.ts, and the other more than its own. Two subjects that are one person throughout are not looked
 * for, and where all samples of a subject are on one card, what the card does to them counts as the subject's.
 *
 * Simulated (test/study-made.ts): of 960 studies of 12 to 50 subjects without a fault 4 had an alarm. Of 25 studies of 24
 * subjects with 4 samples and a pair exchanged, 24 were seen where subjects spread as much as samples do within them,
 * and 25 at twice that; with 2 samples, 21 and 25.
 */
export const sampleSwap = check({
  name: "sample-swap",
  meaning:
    "Samples that are less like the others of their own subject than like another subject's: exchanged or mislabelled tubes, or one blood under two names",
  finding: { noun: "sample", text: "like another subject's rather than like its own's" },
  limits: {
    alarms: {
      default: 0.05,
      unit: "probability",
      bounds: [1e-6, 0.5],
      meaning: "How probable a false alarm may be in a study, shared out among its samples",
    },
  },
  look({ wells, replicates, limits }, raise) {
    const several = groups(wells.samples, ({ subject }) => subject);
    several.delete("");
    if ([...several.values()].filter((own) => own.length > 1).length < FEWEST) return;
    const all = profiles(wells, replicates);
    const sampleAt = (at: number) => wells.samples[all.samples[at]!]!;
    const subjects = groups([...all.samples.keys()], (at) => sampleAt(at).subject);
    const bySubject = [...subjects.values()];
    const cannot = { level: "note", scope: "study" } as const;
    if (all.assays < LEAST || bySubject.filter((own) => own.length > 1).length < FEWEST) {
      const reason = `cannot be told: ${all.assays} assays are detected throughout and differ between subjects more than within them, in ${bySubject.length} subjects`;
      raise.other({ ...cannot, observed: String(all.assays), limit: String(LEAST), unit: "assays", reason });
      return;
    }
    const { of, own, least, most, tells, within, between } = likeness(all, bySubject, limits.alarms);
    if (!tells) {
      const reason = `cannot be told: samples of one subject are hardly more alike than those of two, by ${all.assays} assays`;
      const seen = { observed: correlation(within), limit: correlation(between), unit: "correlation" };
      raise.other({ ...cannot, ...seen, reason });
      return;
    }
    /** For each suspect the subject it is like, and the samples of it that it is like. */
    const suspects = new Map<number, { likes: string; samples: number[]; best: number }>();
    for (const [a, likeOwn] of own.entries()) {
      if (!(likeOwn < least)) continue;
      let best = -1;
      for (let b = 0; b < own.length; b++)
        if (sampleAt(b).subject !== sampleAt(a).subject && (best < 0 || of(a, b) > of(a, best))) best = b;
      if (best < 0 || of(a, best) < Math.max(most, likeOwn)) continue;
      const likes = sampleAt(best).subject;
      const samples = subjects.get(likes)!.filter((b) => of(a, b) >= most);
      suspects.set(a, { likes, samples, best: of(a, best) });
    }
    for (const [a, { likes, samples, best }] of suspects) {
      const sample = sampleAt(a);
      const back = [...suspects].filter(
        ([b, { likes: other }]) => other === sample.subject && sampleAt(b).subject === likes,
      );
      const partner = back.find(([b]) => momentName(sampleAt(b)) === momentName(sample)) ?? back[0];
      const with_ = few(samples.map((b) => nameOf(sampleAt(b))));
      const both =
        partner === undefined
          ? "look up whether it was mislabelled, or the same blood was run twice"
          : `${nameOf(sampleAt(partner[0]))} is like ${sample.subject} in turn: look up whether the two were exchanged`;
      raise.other({
        level: "caution",
        scope: "sample",
        ...named(sample),
        observed: correlation(own[a]!),
        limit: correlation(best),
        unit: "correlation",
        reason: `unlike the other samples of ${sample.subject}, and like ${likes} (${with_}); ${both}`,
      });
    }
  },
});

function correlation(likeness: number): string {
  return Math.tanh(likeness).toFixed(2);
}

function nameOf({ sample, card }: Sample): string {
  return card === "" ? sample : `${sample} on ${card}`;
}
