import { describe, expect, test } from "vitest";
import type { Response } from "../data/assessment.ts";
import { responseAtAssessment } from "../stages/endpoints/response-at-assessment.ts";
import { assessed, days, event, looks, measured, type Seen, seen, subject, toxicity } from "./subjects.ts";

// Every case is worked by hand from the definitions, which each group of cases cites. bm: marrow blasts, %; pb: blasts in
// blood, %; ANC and platelets per uL; emd: extramedullary disease.

describe("the response at one assessment", () => {
  type Case = readonly [
    expected: Response,
    bm: number | undefined,
    pb: number | undefined,
    anc: number | undefined,
    platelets: number | undefined,
    emd: Seen["extramedullary"],
    baseline?: number | undefined,
  ];
  const none = undefined;
  const named = (cases: readonly Case[]) =>
    cases.map((one) => ({ name: one.map((part) => part ?? "not given").join(", "), one }));
  const told = ([, bm, pb, anc, platelets, extramedullary]: Case) => {
    return { marrowBlasts: bm, bloodBlasts: pb, anc, platelets, extramedullary };
  };
  const read = (one: Case, partial: "expansion-phase2" | "dose-finding", refractory = true) => {
    const baseline = one.length > 6 ? one[6] : 60;
    return responseAtAssessment(told(one), { baseline, partial, refractory }).response;
  };

  // "bm < 5 and pb = 0 and ANC >= 1000 and platelets >= 100000 and emd = C1"; CRi "except ANC < 1000 and/or platelets < 100000".
  const remission: readonly Case[] = [
    ["CR", 4.9, 0, 1000, 100_000, "C1"],
    ["CR", 0, 0, 5000, 250_000, "C1"],
    ["CRi", 4.9, 0, 999, 100_000, "C1"],
    ["CRi", 4.9, 0, 1000, 99_999, "C1"],
    ["CRi", 4.9, 0, 0, 0, "C1"],
  ];
  // "A missing count with bm < 5 gives NE unless the other count already decides."
  const counts: readonly Case[] = [
    ["NE", 3, 0, none, 150_000, "C1"],
    ["CRi", 3, 0, none, 99_999, "C1"],
    ["NE", 3, 0, 1000, none, "C1"],
    ["CRi", 3, 0, 999, none, "C1"],
    ["NE", 3, 0, none, none, "C1"],
  ];
  // What else is missing and could decide.
  const unknown: readonly Case[] = [
    ["NE", none, 0, 1500, 150_000, "C1"],
    ["NE", 3, none, 1500, 150_000, "C1"],
    ["NE", 3, 0, 1500, 150_000, none],
  ];
  test.each(named([...remission, ...counts, ...unknown]))("in expansion and phase 2: $name", ({ one }) => {
    expect(read(one, "expansion-phase2")).toBe(one[0]);
  });
  test.each(named([...remission, ...counts]))("in dose finding: $name", ({ one }) => {
    expect(read(one, "dose-finding")).toBe(one[0]);
  });

  // "no CR/CRi, pb = 0, and ((bm at most half of baseline and 5 <= bm <= 25) and/or emd = C2)"
  test.each(
    named([
      ["PR", 5, 0, 1500, 150_000, "C1"],
      ["PR", 25, 0, 1500, 150_000, "C1", 50],
      ["RD", 25, 0, 1500, 150_000, "C1", 49.9],
      ["RD", 25.1, 0, 1500, 150_000, "C1"],
      ["RD", 30, 0, 1500, 150_000, "C1"],
      ["PR", 90, 0, none, none, "C2"],
      ["PR", 2, 0, 1500, 150_000, "C2"],
      ["RD", 10, 1, 1500, 150_000, "C1"],
      ["RD", 10, 1, 1500, 150_000, "C2"],
      ["RD", 2, 1, 1500, 150_000, "C1"],
      ["RD", 2, 0, 1500, 150_000, "other"],
      ["NE", 10, 0, none, none, "C1", none],
      ["PR", 10, 0, none, none, "C2", none],
      ["RD", 30, 0, none, none, "C1", none],
      ["NE", 60, 0, none, none, none],
      ["RD", 60, 3, none, none, none],
      ["RD", none, 2, none, none, "C1"],
      ["NE", 60, none, none, none, "C2"],
    ]),
  )("PR in expansion and phase 2: $name", ({ one }) => {
    expect(read(one, "expansion-phase2")).toBe(one[0]);
  });

  // "no peripheral blasts and/or ...": any one of the three.
  test.each(
    named([
      ["PR", 60, 0, 1500, 150_000, "C1"],
      ["PR", 10, 3, 1500, 150_000, "C1"],
      ["PR", 60, 3, 1500, 150_000, "C2"],
      ["RD", 60, 3, 1500, 150_000, "C1"],
      ["RD", 31, 3, 1500, 150_000, "other"],
      ["NE", 60, none, none, none, "C1"],
      ["NE", none, 2, none, none, "C1"],
      ["PR", none, 2, none, none, "C2"],
      ["NE", 10, 3, none, none, "C1", none],
    ]),
  )("PR in dose finding: $name", ({ one }) => {
    expect(read(one, "dose-finding")).toBe(one[0]);
  });

  test("leukemia is RD of a refractory subject alone", () => {
    expect(read(["NE", 60, 3, 1500, 150_000, "C1"], "expansion-phase2", false)).toBe("NE");
  });

  test("which wording holds is the subject's phase, or a setting", () => {
    const clear = { ...looks.RD, bloodBlasts: 0 };
    const best = (doseFinding: boolean, partial_response?: "expansion-phase2" | "dose-finding") =>
      measured(
        "best-response",
        { ...seen("60 last-contact", [21, clear]), doseFinding },
        {
          ...(partial_response && { partial_response }),
        },
      )!.value;
    expect([best(true), best(false)]).toEqual(["PR", "RD"]);
    expect([best(false, "dose-finding"), best(true, "expansion-phase2")]).toEqual(["PR", "RD"]);
  });
});

// "alive >= 7 days after the initial course, persistent leukemia in the latest blood smear or marrow"; the last dose is on day 15.
describe("refractory disease", () => {
  const best = (told: string) => measured("best-response", subject(told))!.value;

  test("whoever lives to the seventh day after the last dose of the first course is refractory, and not before", () => {
    expect(best("20 RD, 22 death")).toBe("RD");
    expect(best("20 RD, 21 death")).toBe("NE");
    expect(best("20 RD, 22 last-contact")).toBe("RD");
    expect(best("20 RD, 21 last-contact")).toBe("NE");
  });
  test("without recorded doses the first course ends on the day of the setting", () => {
    const one = {
      ...subject("20 RD, 22 death"),
    };
    const bare = { ...one, events: one.events.filter((found) => found.event !== "dose") };
    expect(measured("best-response", bare)!.value).toBe("RD");
    expect(measured("best-response", bare, { initial_course: 16 })!.value).toBe("NE");
  });
  test("leukemia in the midst of the first course counts only where nothing later is seen", () => {
    expect(best("8 RD, 60 last-contact")).toBe("RD");
    expect(best("8 RD, 21 NE, 60 last-contact")).toBe("NE");
    expect(best("15 RD, 21 PD, 60 last-contact")).toBe("PD");
    expect(best("16 RD, 21 PD, 60 last-contact")).toBe("RD");
  });
});

// "Best response: CR > CRi > PR > RD > PD > NE, up to PD or another induction."
describe("best response", () => {
  const best = (told: string) => measured("best-response", subject(told))!;
  const order = ["CR", "CRi", "PR", "RD", "NE"] as const;

  test.each(order.slice(1).map((worse, at) => [order[at]!, worse] as const))(
    "%s before %s, whichever comes first",
    (better, worse) => {
      expect(best(`21 ${better}, 49 ${worse}`).value).toBe(better);
      expect(best(`21 ${worse}, 49 ${better}`)).toMatchObject({ value: better, on: 49 });
    },
  );
  test("RD before PD before NE", () => {
    expect(best("21 RD, 49 PD").value).toBe("RD");
    expect(best("21 NE, 49 PD")).toMatchObject({ value: "PD", on: 49 });
  });
  test("the first of equal ones is the record", () => expect(best("21 CR, 49 CR").on).toBe(21));
  test("nothing counts after PD, by word, progression or relapse", () => {
    expect(best("21 RD, 40 PD, 60 CR").value).toBe("RD");
    expect(best("21 RD, 40 progression, 60 CR").value).toBe("RD");
    const word = seen("21 RD, 60 CR", [40, { ...looks.RD, word: "relapse" }]);
    expect(measured("best-response", word)!.value).toBe("RD");
  });
  test("PD that is an event alone is PD; on the day of an assessment it is the assessment's", () => {
    expect(best("18 progression")).toMatchObject({ value: "PD", on: 18 });
    expect(best("21 CR, 21 progression")).toMatchObject({
      value: "PD",
      caveat: "the investigator's word differs from the rule at an assessment",
    });
  });
  test("nothing counts after another induction; on its day it does", () => {
    expect(best("21 RD, 30 induction, 60 CR").value).toBe("RD");
    expect(best("21 RD, 30 induction, 30 PR").value).toBe("PR");
  });
  test("a CR on the day of another induction is a remission", () => {
    expect(days("dor1", subject("21 RD, 49 CR, 49 induction, 80 death"))).toEqual({ days: 32, event: true, on: 80 });
  });
  test("a transplant ends it by setting alone", () => {
    const one = subject("21 RD, 30 transplant, 60 CR");
    expect(measured("best-response", one)!.value).toBe("CR");
    expect(measured("best-response", one, { best_response_until: "transplant" })!.value).toBe("RD");
  });
  test("assessments up to the first dose are baseline, and count for nothing", () => {
    expect(best("1 CR, 21 RD, 60 last-contact").value).toBe("RD");
  });
  test("whoever was treated and never assessed has NE, and is no remission", () => {
    const one = subject("12 death");
    expect(measured("best-response", one)!.value).toBe("NE");
    expect(measured("cr-cri", one)).toMatchObject({ value: "no", event: false });
  });
  test("the investigator's word is compared, and taken by setting", () => {
    const one = seen("", [21, { ...looks.CRi, word: "CR" }]);
    const caveat = "the investigator's word differs from the rule at an assessment";
    expect(measured("best-response", one)).toMatchObject({ value: "CRi", caveat });
    expect(measured("best-response", one, { response_by: "investigator" })).toMatchObject({ value: "CR", caveat });
    const later = seen("21 RD, 40 PD", [60, { ...looks.CRi, word: "CR" }]);
    expect(measured("best-response", later)!.caveat, "what no longer counts").toBeUndefined();
    const wordless = subject("21 CR");
    expect(measured("best-response", wordless, { response_by: "investigator" })!.value).toBe("NE");
  });
});

describe("shares of the best response", () => {
  const yes = (name: string, response: Response, doseFinding = true) => {
    return measured(name, subject(`21 ${response}, 60 last-contact`, { doseFinding }))!.value;
  };
  test.each([
    ["cr-cri", ["yes", "yes", "no", "no", "no", "no"]],
    ["cr-cri-pr", ["yes", "yes", "yes", "no", "no", "no"]],
    ["satisfactory-response", ["yes", "yes", "yes", "yes", "no", "no"]],
  ])("%s", (name, expected) => {
    expect((["CR", "CRi", "PR", "RD", "PD", "NE"] as const).map((response) => yes(name, response))).toEqual(expected);
  });
  test("a satisfactory response is a matter of dose finding", () => {
    const [one, other] = [subject("21 CR", { doseFinding: true }), subject("21 CR", { subject: "S2" })];
    expect(measured("satisfactory-response", one)!.value).toBe("yes");
    expect(measured("satisfactory-response", other), "nobody was in dose finding").toBeUndefined();
  });
});

// "OS | treated | C1D1 | death | last known alive"; AVAL in days = date - start + 1; months = days / 30.4375.
describe("overall survival", () => {
  test("to death, in days counted from 1 and months of 30.4375 days", () => {
    expect(measured("os", subject("100 death"))).toMatchObject({ value: 100 / 30.4375, event: true, on: 100 });
    expect(measured("os", subject("100 death"), { day_one: 0, month: 30 })!.value).toBe(3.3);
  });
  test("a death on the day of the first dose is a survival of one day", () => {
    const one = subject("1 death");
    const early = { ...one, events: one.events.filter(({ day }) => day <= one.start!.day) };
    expect(days("os", early)).toEqual({ days: 1, event: true, on: 1 });
  });
  test("else it is censored at the last record of any kind; a contact before that is marked", () => {
    expect(measured("os", subject("21 CR, 90 last-contact"))).toMatchObject({
      event: false,
      on: 90,
      caveat: undefined,
    });
    const late = measured("os", subject("90 last-contact, 110 CR"));
    expect(late).toMatchObject({ event: false, on: 110 });
    expect(late!.caveat).toMatch(/later than the last contact/);
    const resolved = subject("", { toxicities: [toxicity(10, { until: 70 })] });
    expect(measured("os", resolved)).toMatchObject({ event: false, on: 70 });
  });
  test("a data cut-off caps it", () => {
    const cutoff = subject("").start!.day + 49; // day 50
    const capped = (told: string) => days("os", subject(told), {}, { cutoff });
    expect(capped("60 death")).toEqual({ days: 50, event: false, on: 50 });
    expect(capped("60 last-contact")).toEqual({ days: 50, event: false, on: 50 });
    expect(capped("50 death")).toEqual({ days: 50, event: true, on: 50 });
    expect(capped("40 last-contact")).toEqual({ days: 40, event: false, on: 40 });
  });
});

// "first of PD, discontinuation for global deterioration, new induction or transplant after best response PR or RD, relapse
// after CR/CRi, death"; censored at the "last disease assessment that verified no event".
describe("progression-free survival", () => {
  const pfs = (told: string) => days("pfs", subject(told));
  const happened = (on: number) => ({ days: on, event: true, on });
  const censored = (on: number) => ({ days: on, event: false, on });

  test.each([
    ["PD", "21 RD, 40 PD, 90 death", happened(40)],
    ["progression as an event", "21 RD, 40 progression, 90 death", happened(40)],
    ["relapse after CR", "21 CR, 70 relapse, 90 death", happened(70)],
    ["relapse after CRi", "21 CRi, 70 relapse", happened(70)],
    ["deterioration", "21 CR, 33 deterioration, 90 death", happened(33)],
    ["death", "21 CR, 90 death", happened(90)],
    ["death before any assessment", "12 death", happened(12)],
    ["another induction after PR", "21 PR, 44 induction, 90 death", happened(44)],
    ["another induction after RD", "21 RD, 44 induction, 90 death", happened(44)],
    ["a transplant after PR", "21 PR, 44 transplant, 90 death", happened(44)],
    ["a transplant after RD", "21 RD, 44 transplant, 90 death", happened(44)],
    ["the first of several", "21 PR, 30 transplant, 40 PD, 50 death", happened(30)],
    ["a transplant in CR is no event", "21 CR, 44 transplant, 90 death", happened(90)],
    ["a transplant in CRi is no event", "21 CRi, 44 transplant, 80 relapse", happened(80)],
    ["a transplant in CR is no censoring", "21 CR, 44 transplant, 80 CR, 99 last-contact", censored(80)],
    ["PR, then CR, then a transplant", "21 PR, 40 CR, 44 transplant, 90 death", happened(90)],
    ["censored at the last assessment, not the last contact", "21 CR, 77 CR, 99 last-contact", censored(77)],
    ["never assessed: censored on day 1", "99 last-contact", censored(1)],
  ] as const)("%s", (_, told, expected) => {
    expect(pfs(told)).toEqual(expected);
  });

  test.each([
    ["counts alone are no assessment of the disease", { anc: 900, platelets: 9000 }, 21],
    ["not evaluable, without a value, verifies nothing", { word: "NE" }, 21],
    ["a smear verifies that there is no leukemia in it", { bloodBlasts: 0 }, 77],
    ["so does the investigator's word", { word: "CR" }, 77],
  ] as const)("%s", (_, last, on) => {
    expect(days("pfs", seen("21 CR, 99 last-contact", [77, last]))).toEqual(censored(on));
  });

  test("a relapse by blasts, where the setting says so", () => {
    const one = seen("21 CR, 80 relapse", [50, { marrowBlasts: 5 }]);
    expect(days("pfs", one)).toEqual(happened(80));
    expect(measured("pfs", one)!.caveat).toMatch(/leukemia was seen after CR or CRi/);
    expect(days("pfs", one, { relapse: "blasts" })).toEqual(happened(50));
    expect(measured("pfs", one, { relapse: "blasts" })!.caveat).toBeUndefined();
    const by = (last: Seen) => days("pfs", seen("21 CR, 80 death", [50, last]), { relapse: "blasts" });
    expect(by({ marrowBlasts: 4.9, bloodBlasts: 0, extramedullary: "C1" })).toEqual(happened(80));
    expect(by({ bloodBlasts: 1 })).toEqual(happened(50));
    const incomplete = seen("21 CRi, 80 death", [50, { marrowBlasts: 5 }]);
    expect(days("pfs", incomplete, { relapse: "blasts" })).toEqual(happened(50));
    expect(by({ extramedullary: "other" })).toEqual(happened(50));
    const never = subject("21 RD, 50 RD, 80 death");
    expect(days("pfs", never, { relapse: "blasts" }), "there is no relapse before CR or CRi").toEqual(happened(80));
  });

  test("what the source leaves open is neither event nor censoring, and is marked", () => {
    const unforeseen = /neither event nor censoring/;
    for (const told of [
      "21 NE, 30 induction, 90 death",
      "10 transplant, 90 death",
      "21 CR, 40 induction, 90 death",
      "21 NE, 30 induction, 60 PR, 70 transplant, 90 death",
    ] as const) {
      const found = measured("pfs", subject(told));
      expect(found).toMatchObject({ event: true, on: 90 });
      expect(found!.caveat).toMatch(unforeseen);
    }
    const after = measured("pfs", subject("21 CR, 40 relapse, 44 induction, 90 death"));
    expect(after!.caveat, "after a relapse a new therapy is expected").toBeUndefined();
    expect(measured("pfs", subject("21 CR, 40 relapse, 50 RD"))!.caveat, "and so is leukemia").toBeUndefined();
    expect(measured("pfs", subject("21 RD, 40 relapse"))!.caveat).toMatch(/it counts as PD/);
    expect(measured("pfs", seen("21 RD", [40, { word: "relapse" }]))!.caveat).toMatch(/it counts as PD/);
  });

  test("a data cut-off before the event censors it at the last assessment before", () => {
    const one = subject("21 CR, 49 CR, 77 CR, 90 relapse");
    expect(days("pfs", one, {}, { cutoff: one.start!.day + 59 })).toEqual(censored(49));
    expect(days("pfs", one, {}, { cutoff: one.start!.day + 89 })).toEqual(happened(90));
  });
});

// "DoR1 | CR/CRi | first CR/CRi | relapse, global deterioration, death"; "DoR | CR/CRi/PR | first CR/CRi/PR | PD, global
// deterioration, induction or transplant after PR, relapse after CR/CRi, death"; both censored "as PFS".
describe("durations of remission and of response", () => {
  type Span = readonly [days: number, event: boolean, on: number] | undefined;
  test.each<readonly [string, string, Span, Span]>([
    ["relapse", "21 CR, 80 relapse", [60, true, 80], [60, true, 80]],
    ["deterioration", "21 CRi, 80 deterioration", [60, true, 80], [60, true, 80]],
    ["death", "21 CR, 80 death", [60, true, 80], [60, true, 80]],
    ["censored", "21 CR, 80 CR, 99 last-contact", [60, false, 80], [60, false, 80]],
    ["one assessment", "21 CR, 99 last-contact", [1, false, 21], [1, false, 21]],
    ["PR before CR", "21 PR, 50 CR, 80 relapse", [31, true, 80], [60, true, 80]],
    ["CRi before CR", "21 CRi, 50 CR, 80 relapse", [60, true, 80], [60, true, 80]],
    ["PR and then PD", "21 PR, 80 PD", undefined, [60, true, 80]],
    ["induction after PR", "21 PR, 80 induction, 90 death", undefined, [60, true, 80]],
    ["transplant after PR", "21 PR, 80 transplant, 90 death", undefined, [60, true, 80]],
    ["transplant after PR and CR", "21 PR, 50 CR, 60 transplant, 80 death", [31, true, 80], [60, true, 80]],
    ["transplant after PR, then CR", "21 PR, 30 transplant, 50 CR, 80 death", [31, true, 80], [10, true, 30]],
    ["transplant in CR", "21 CR, 40 transplant, 80 CR, 99 last-contact", [60, false, 80], [60, false, 80]],
    ["deterioration before CR", "10 deterioration, 21 CR, 80 death", [60, true, 80], [60, true, 80]],
    ["CR after PD", "21 PD, 50 CR, 80 death", undefined, undefined],
    ["CR after another induction", "21 RD, 30 induction, 50 CR, 80 death", undefined, undefined],
    ["RD", "21 RD, 80 death", undefined, undefined],
  ])("%s", (_, told, dor1, dor) => {
    const span = (one: Span) => one && { days: one[0], event: one[1], on: one[2] };
    expect(days("dor1", subject(told))).toEqual(span(dor1));
    expect(days("dor", subject(told))).toEqual(span(dor));
  });
});

// "those who reached it | first dose | first documentation"
describe("times to remission, response and MRD negativity", () => {
  const one = seen(
    "",
    [21, { ...looks.PR, mrd: 0.5 }],
    [49, { ...looks.CRi, mrd: 0.02 }],
    [77, { ...looks.CR, mrd: 0.001 }],
  );
  test("are those of the first documentation", () => {
    expect(days("time-to-response", one)).toEqual({ days: 21, event: true, on: 21 });
    expect(days("time-to-remission", one)).toEqual({ days: 49, event: true, on: 49 });
    expect(days("time-to-mrd-negativity", one)).toEqual({ days: 77, event: true, on: 77 });
  });
  test("are of those who reached it", () => {
    const never = subject("21 RD, 60 last-contact");
    for (const name of ["time-to-response", "time-to-remission", "time-to-mrd-negativity"])
      expect(days(name, never)).toBeUndefined();
  });
  test("who is never negative is left out, or censored at the last result", () => {
    const never = seen("77 CR", [21, { ...looks.CR, mrd: 0.5 }], [49, { ...looks.CR, mrd: 0.01 }]);
    expect(days("time-to-mrd-negativity", never)).toBeUndefined();
    expect(days("time-to-mrd-negativity", never, { never_negative: "censor" })).toEqual({
      days: 49,
      event: false,
      on: 49,
    });
    const undone = subject("21 CR");
    expect(days("time-to-mrd-negativity", undone, { never_negative: "censor" })).toBeUndefined();
  });
});

// "MRD negative: < 0.01 % (strict), below LLOQ is negative, not done is not negative but stays in the denominator."
describe("MRD negativity", () => {
  const negative = (mrd: Seen["mrd"], response: keyof typeof looks = "CR") =>
    measured("mrd-negativity", seen("60 last-contact", [21, { ...looks[response], mrd }]))!;
  test.each([
    [0.0099, "yes"],
    [0.01, "no"],
    [0, "yes"],
    ["below LLOQ", "yes"],
    [undefined, "no"],
  ] as const)("%s is negative: %s", (mrd, expected) => expect(negative(mrd).value).toBe(expected));
  test("is told of CR and CRi alone", () => {
    expect(negative("below LLOQ", "CRi").value).toBe("yes");
    for (const response of ["PR", "RD", "NE"] as const) expect(negative("below LLOQ", response).value).toBeUndefined();
  });
  test("a result before the first dose, after a relapse or after another induction is none", () => {
    const negative = { mrd: "below LLOQ" } as const;
    const [before, after, other] = [
      seen("21 CR", [1, negative]),
      seen("21 CR, 40 relapse", [50, negative]),
      seen("21 CR, 40 induction", [50, negative]),
    ];
    for (const one of [before, after, other]) expect(measured("mrd-negativity", one)!.value).toBe("no");
  });
  test("a study that does not record MRD has no such measure", () => {
    const has = { mrd: false, cd22Blood: false, cd22Marrow: false, toxicities: false };
    for (const name of ["mrd-negativity", "time-to-mrd-negativity", "dlt"])
      expect(measured(name, subject("21 CR"), {}, { has })).toBeUndefined();
  });
});

describe("follow-up, transplant and CD22", () => {
  test("follow-up is of those known alive, to the last contact", () => {
    expect(measured("follow-up", subject("91 last-contact"))).toMatchObject({
      value: 91 / 30.4375,
      event: undefined,
    });
    expect(measured("follow-up", subject("91 death"))!.value).toBeUndefined();
  });
  test("a transplant after the first dose", () => {
    expect(measured("transplant", subject("50 transplant"))).toMatchObject({ value: "yes", on: 50 });
    expect(measured("transplant", subject("50 last-contact"))).toMatchObject({ value: "no" });
  });
  test("CD22 by visit, of the central laboratory", () => {
    const cd22 = (laboratory: Seen["laboratory"]) =>
      seen("", [1, { visit: "C1D1", cd22Blood: 95, laboratory }], [29, { visit: "C2D1", cd22Marrow: 40, laboratory }]);
    expect(measured("cd22-blood C1D1", cd22("central"))).toMatchObject({ value: 95, on: 1 });
    expect(measured("cd22-marrow C2D1", cd22("central"))).toMatchObject({ value: 40, on: 29 });
    expect(measured("cd22-blood C2D1", cd22("central")), "nobody has it").toBeUndefined();
    for (const laboratory of ["local", undefined] as const) {
      expect(measured("cd22-blood C1D1", cd22(laboratory))!.value).toBeUndefined();
      expect(measured("cd22-blood C1D1", cd22(laboratory), { cd22_laboratory: "any" })!.value).toBe(95);
    }
  });
});

describe("dose-limiting toxicity", () => {
  const judged = (parts: Parameters<typeof toxicity>[1], on = 10, given = {}) =>
    measured("dlt", subject("90 last-contact", { evaluable: true, toxicities: [toxicity(on, parts)] }), given)!.value;

  test.each([
    // "any grade >= 4 non-hematologic toxicity (not nausea or vomiting if manageable ..., not alopecia, nor what is secondary ...)"
    ["grade 4", { grade: 4, until: 12 }, "yes"],
    ["grade 5", { grade: 5 }, "yes"],
    ["grade 4, excepted", { grade: 4, excepted: true, until: 12 }, "no"],
    ["grade 4, not related", { grade: 4, related: false }, "no"],
    ["grade 4, in cycle 2", { grade: 4, cycle: 2 }, "no"],
    ["grade 4, hematologic", { grade: 4, kind: "other-hematologic" }, "no"],
    ["grade 4, liver", { grade: 4, kind: "liver", until: 12 }, "yes"],
    // "a grade 3 ... not resolving within 7 days of the latest dose to grade 2, or clinically significant however long"; the dose is on day 8.
    ["grade 3, resolved on the seventh day", { until: 15 }, "no"],
    ["grade 3, resolved on the eighth day", { until: 16 }, "yes"],
    ["grade 3, never resolved", {}, "yes"],
    ["grade 3, excepted", { excepted: true }, "no"],
    ["grade 3, significant", { significant: true, until: 11 }, "yes"],
    ["grade 2, significant", { grade: 2, significant: true }, "no"],
    // "grade >= 3 ALT, AST or bilirubin lasting >= 7 days"
    ["liver, grade 3 for 6 days", { kind: "liver", until: 16 }, "no"],
    ["liver, grade 3 for 7 days", { kind: "liver", until: 17 }, "yes"],
    // "related toxicity leading to permanent discontinuation"
    ["grade 1 that ended the treatment", { grade: 1, discontinued: true }, "yes"],
    ["the same, not related", { grade: 1, discontinued: true, related: false }, "no"],
  ] as const)("%s: %s", (_, parts, expected) => expect(judged(parts)).toBe(expected));

  test("as the source prints the grade, no grade 3 fails to resolve", () => {
    expect(judged({}, 10, { dlt_resolution: "at-least-2" })).toBe("no");
    expect(judged({ significant: true }, 10, { dlt_resolution: "at-least-2" })).toBe("yes");
  });
  test("the latest dose is the last before the toxicity", () => {
    expect(judged({ until: 22 }, 16)).toBe("no");
    expect(judged({ until: 22 }, 14)).toBe("yes");
    expect(judged({ until: 22 }, 15), "on the day of a dose").toBe("no");
  });
  test("what may still resolve in time when the subject was last seen cannot be told", () => {
    const one = subject("", { evaluable: true, toxicities: [toxicity(10, {})] });
    const early = { ...one, events: [event(1, "dose", 1), event(8, "dose", 1), event(12, "last-contact")] };
    const found = measured("dlt", early)!;
    expect(found).toMatchObject({ value: undefined, reason: expect.stringMatching(/^cannot be told/) });
  });
  test("an end after the data cut-off is not known", () => {
    const one = subject("90 last-contact", {
      evaluable: true,
      toxicities: [toxicity(10, { kind: "liver", until: 13 })],
    });
    expect(measured("dlt", one)!.value).toBe("no");
    expect(measured("dlt", one, {}, { cutoff: one.start!.day + 11 })!.value).toBeUndefined();
  });
  test("is told of the evaluable alone", () => {
    for (const evaluable of [false, undefined])
      expect(
        measured("dlt", subject("", { evaluable, toxicities: [toxicity(3, { grade: 4 })] }))!.value,
      ).toBeUndefined();
    expect(measured("dlt", subject("", { evaluable: true }))!.value).toBe("no");
  });

  // "prolonged myelosuppression (ANC < 500 or platelets < 25,000 with < 5 % marrow blasts and no leukemia) more than 45 days after the latest dose"
  describe("prolonged myelosuppression", () => {
    const low = { marrowBlasts: 4.9, bloodBlasts: 0, anc: 499, platelets: 25_000, extramedullary: "C1" } as const;
    const counts = (on: number, found: Seen, related?: boolean, later: readonly (readonly [number, number])[] = []) => {
      const toxicities = related === undefined ? [] : [toxicity(30, { kind: "myelosuppression", grade: 4, related })];
      const events = later.map(([number, cycle]) => event(number, "dose", cycle));
      return measured("dlt", subject("", { evaluable: true, toxicities, events, assessments: [assessed(on, found)] }))!
        .value;
    };
    test("more than 45 days after day 15", () => {
      expect(counts(60, low, true)).toBe("no");
      expect(counts(61, low, true)).toBe("yes");
    });
    test.each([
      ["ANC 500 and platelets 25000", { anc: 500 }, "no"],
      ["platelets 24999", { anc: 500, platelets: 24_999 }, "yes"],
      ["5 % marrow blasts", { marrowBlasts: 5 }, "no"],
      ["blasts in blood", { bloodBlasts: 1 }, "no"],
      ["marrow not given", { marrowBlasts: undefined }, undefined],
    ] as const)("%s: %s", (_, parts, expected) => expect(counts(61, { ...low, ...parts }, true)).toBe(expected));
    test("who caused it is an input: without it nobody knows", () => {
      expect(counts(61, low, false)).toBe("no");
      expect(counts(61, low)).toBeUndefined();
    });
    test("after a dose of the second cycle it is not the first's", () => {
      expect(counts(90, low, true, [[29, 2]])).toBe("no");
      expect(counts(90, low, true, [[22, 1]])).toBe("yes");
    });
  });
});

test("a subject of whom nothing is known has no value, and is marked", () => {
  const one = subject("");
  const silent = { ...one, events: [] };
  for (const name of ["os", "pfs", "best-response", "transplant"])
    expect(measured(name, silent)).toMatchObject({
      value: undefined,
      caveat: expect.stringMatching(/nothing is known/),
    });
  expect(measured("os", { ...one, start: undefined })!.reason).toMatch(/^not treated/);
  expect(measured("os", one, {}, { cutoff: one.start!.day - 1 })!.reason).toMatch(/cut-off/);
});

test("where a date of a subject was imputed, its values are marked", () => {
  const one = subject("21 CR, 90 death", { assessments: [{ ...assessed(49, looks.CR), imputed: true }] });
  expect(measured("os", one)!.caveat).toMatch(/imputed/);
  expect(measured("os", subject("21 CR, 90 death"))!.caveat).toBeUndefined();
});
