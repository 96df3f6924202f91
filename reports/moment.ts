/** A time as a person reads it: 2026-11-24T22:01:16.178Z as 2026-11-24 22:01 UTC. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
