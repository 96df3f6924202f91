const DAY = 86_400_000;
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Days from 1970-01-01 to the first dose of the example's first participant. Made up: it depends on the seed alone. */
export function firstDay(seed: number): number {
  return Date.UTC(2011, 0, 10) / DAY + ((seed >>> 0) % 200);
}

/** "2011-02-03" */
export function isoDate(day: number): string {
  return new Date(Math.floor(day) * DAY).toISOString().slice(0, 10);
}

/** "Thu Feb 03 10:15:00 GMT 2011", as the SDS software writes it. */
export function javaTime(day: number): string {
  const at = new Date(day * DAY);
  const date = String(at.getUTCDate()).padStart(2, "0");
  return `${weekdays[at.getUTCDay()]} ${months[at.getUTCMonth()]} ${date} ${clock(at)} GMT ${at.getUTCFullYear()}`;
}

/** "2011-02-03 13:15:00 PM GMT", as the ViiA 7 software writes it: 24 hours and yet AM or PM. */
export function viiaTime(day: number): string {
  const at = new Date(day * DAY);
  return `${isoDate(day)} ${clock(at)} ${at.getUTCHours() < 12 ? "AM" : "PM"} GMT`;
}

function clock(at: Date): string {
  return at.toISOString().slice(11, 19);
}
