/** SAS transport files of version 5 as the tests make them, after the layout of TS-140: no file of anyone's is copied. */
export interface MadeVariable {
  readonly name: string;
  readonly type: "text" | "number";
  readonly length: number;
  readonly label?: string;
  readonly format?: readonly [name: string, width: number, decimals: number];
}

export interface MadeMember {
  readonly name: string;
  readonly label?: string;
  readonly variables: readonly MadeVariable[];
  /** Texts, numbers, undefined for a missing number, or the bytes themselves. */
  readonly rows: readonly (readonly (string | number | undefined | Buffer)[])[];
}

export interface MadeFile {
  readonly encoding?: "utf8" | "latin1";
  /** Length of a variable's description: 140 bytes, or 136 as VAX/VMS wrote. */
  readonly size?: 140 | 136;
}

export function madeXpt(members: readonly MadeMember[], { encoding = "utf8", size = 140 }: MadeFile = {}): Buffer {
  const time = "01JAN20:00:00:00";
  return Buffer.concat([
    headerRecord("LIBRARY"),
    filled(`SAS     SAS     SASLIB  9.4     X64     ${"".padEnd(24)}${time}`),
    filled(time),
    ...members.flatMap(({ name, label = "", variables, rows }) => [
      headerRecord("MEMBER", `00000000000000000160000000${String(size).padStart(4, "0")}`),
      headerRecord("DSCRPTR"),
      filled(`SAS     ${name.padEnd(8)}SASDATA 9.4     X64     ${"".padEnd(24)}${time}`),
      filled(`${time}${"".padEnd(16)}${label.padEnd(40)}`),
      headerRecord("NAMESTR", `000000${String(variables.length).padStart(4, "0")}${"0".repeat(20)}`),
      filled(Buffer.concat(variables.map((_, index) => description(variables, index, size)))),
      headerRecord("OBS"),
      filled(Buffer.concat(rows.flatMap((row) => variables.map((one, at) => cell(row[at], one, encoding))))),
    ]),
  ]);
}

/** Blanks up to the next 80 bytes. */
export function filled(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([bytes, Buffer.alloc((80 - (bytes.length % 80)) % 80, " ")]);
}

export function headerRecord(kind: string, digits = "0".repeat(30)): Buffer {
  return filled(`HEADER RECORD*******${kind.padEnd(8)}HEADER RECORD!!!!!!!${digits}`);
}

function description(variables: readonly MadeVariable[], index: number, size: number): Buffer {
  const { name, type, length, label = "", format = ["", 0, 0] } = variables[index]!;
  const bytes = Buffer.alloc(size);
  bytes.writeUInt16BE(type === "number" ? 1 : 2, 0);
  bytes.writeUInt16BE(length, 4);
  bytes.writeUInt16BE(index + 1, 6);
  bytes.write(`${name.padEnd(8)}${label.padEnd(40)}${format[0].padEnd(8)}`, 8, "latin1");
  bytes.writeUInt16BE(format[1], 64);
  bytes.writeUInt16BE(format[2], 66);
  bytes.write("".padEnd(8), 72, "latin1");
  bytes.writeUInt32BE(
    variables.slice(0, index).reduce((sum, before) => sum + before.length, 0),
    84,
  );
  return bytes;
}

function cell(
  value: string | number | undefined | Buffer,
  { type, length }: MadeVariable,
  encoding: "utf8" | "latin1",
) {
  if (Buffer.isBuffer(value)) return value;
  if (type === "number") return typeof value === "number" ? ibmBytes(value, length) : missing(".", length);
  const bytes = Buffer.from(value as string, encoding);
  if (bytes.length > length) throw new Error(`${String(value)} is longer than ${length} bytes`);
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length, " ")]);
}

/** SAS's missing value: a point, an underscore or a letter. */
export function missing(letter: string, length = 8): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.write(letter, 0, "latin1");
  return bytes;
}

/** A double as an IBM float by whole numbers alone, cut off after so many bytes: written apart from what reads it. */
export function ibmBytes(value: number, length = 8): Buffer {
  if (value === 0) return Buffer.alloc(length);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  // value = fraction * 2^power, the fraction with its leading 1.
  let fraction = (bits & 0xfffffffffffffn) | 0x10000000000000n;
  let power = Number(bits >> 52n) - 1075;
  if (bits >> 52n === 0n) throw new Error(`${value} is smaller than IBM floats are`);
  for (; (power + 56) % 4 !== 0; power--) fraction <<= 1n;
  const exponent = (power + 56) / 4 + 64;
  if (exponent < 0 || exponent > 127) throw new Error(`${value} is beyond IBM floats`);
  const whole = (BigInt(exponent + (value < 0 ? 128 : 0)) << 56n) | fraction;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(whole);
  return bytes.subarray(0, length);
}
