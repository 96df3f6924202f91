const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * The day of a card's run as its export writes it, and its month where the text leaves no doubt of it: "2011-02-03",
 * "Thu Feb 03 10:15:00 GMT 2011" and "03-Feb-2011" do. Of 05-06-2015 nobody can say which is the month: the day is the
 * text itself, which is alike on the same day. Undefined where no day can be seen.
 *
 * @example
 * runDay("Thu Feb 03 10:15:00 GMT 2011") // { day: "2011-02-03", month: "2011-02" }
 * runDay("05-06-2015 17:56:18 CEST") // { day: "05-06-2015", month: undefined }
 */
export function runDay(text: string): { readonly day: string; readonly month: string | undefined } | undefined {
  const iso = /^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text);
  if (iso) return written(iso[1]!, Number(iso[2]), iso[3]!);
  const java = /^\s*(?:[a-z]{3},? )?([a-z]{3})[a-z]* (\d{1,2})\b.*\b(\d{4})\s*$/i.exec(text);
  if (java) return written(java[3]!, months.indexOf(java[1]!.toLowerCase()) + 1, java[2]!);
  const named = /^\s*(\d{1,2})[- ]([a-z]{3})[a-z]*[- ](\d{4})(?!\d)/i.exec(text);
  if (named) return written(named[3]!, months.indexOf(named[2]!.toLowerCase()) + 1, named[1]!);
  const unclear = /^\s*(\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?!\d)/.exec(text);
  return unclear ? { day: unclear[1]!, month: undefined } : undefined;
}

function written(year: string, month: number, day: string) {
  if (month < 1 || month > 12) return undefined;
  const found = `${year}-${String(month).padStart(2, "0")}`;
  return { day: `${found}-${day.padStart(2, "0")}`, month: found };
}
