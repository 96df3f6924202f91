/** Progress goes to standard error; standard output carries the result alone. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
