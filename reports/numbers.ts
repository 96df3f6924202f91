/** How numbers are printed for people. Tables keep the full number beside what is printed; files hold only that. */

const MINUS = "\u2212";
const THIN = "\u202f";
const DIGITS = 3;

/** What stands where there is no number, and the word for it that is read aloud. */
export const BLANK = { sign: "\u2013", word: "blank" };

/** A number to so many significant digits: 12.3, 0.0123, 1.23 × 10⁻⁶. */
export function number(x: number, digits = DIGITS): string {
  if (x === 0) return "0";
  if (!Number.isFinite(x)) return infinite(x);
  const size = Math.abs(x);
  if (size < 1e-3 || size >= 1e7) return scientific(x, digits);
  return fixed(x, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
}

/** A number with so many decimals; one that would then read as 0 to two significant digits. */
export function fixed(x: number, decimals: number): string {
  if (!Number.isFinite(x)) return infinite(x);
  const text = Math.abs(x).toFixed(decimals);
  if (x !== 0 && Number(text) === 0) return scientific(x, 2);
  const [whole, fraction] = text.split(".");
  return sign(x) + grouped(whole!) + (fraction ? `.${fraction}` : "");
}

/** A p or a q, to two digits and never as 0. */
export function probability(p: number): string {
  if (p === 0) return `< 10${raised(-300)}`;
  if (p < 0.001) return scientific(p, 2);
  const text = p.toPrecision(2);
  return text === "1.0" ? (p === 1 ? "1" : "> 0.99") : text;
}

/** A whole number, in groups of three from 10 000 on. */
export function count(n: number): string {
  return Number.isFinite(n) ? sign(n) + grouped(String(Math.abs(n))) : infinite(n);
}

/** A share in percent, without decimals where the whole is below 100. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? BLANK.sign : `${((100 * part) / whole).toFixed(whole < 100 ? 0 : 1)}${THIN}%`;
}

/** A number as 1.2 × 10⁻⁶. */
export function scientific(x: number, digits: number): string {
  const [mantissa, exponent] = Math.abs(x)
    .toExponential(digits - 1)
    .split("e");
  return `${sign(x)}${mantissa} × 10${raised(Number(exponent))}`;
}

/** An exponent in raised figures. */
export function raised(exponent: number): string {
  return [...String(exponent)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");
}

function sign(x: number): string {
  return x < 0 ? MINUS : "";
}

function infinite(x: number): string {
  return Number.isNaN(x) ? BLANK.sign : `${sign(x)}∞`;
}

function grouped(digits: string): string {
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, THIN);
}
