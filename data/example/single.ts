/** A number as the SDS software prints one: eight digits at most, always with a decimal point (1.0, 9.3132257E-10). */
export function single(value: number): string {
  const [digits = "", exponent] = String(Number(value.toPrecision(8))).split("e");
  return (digits.includes(".") ? digits : `${digits}.0`) + (exponent === undefined ? "" : `E${exponent}`);
}
