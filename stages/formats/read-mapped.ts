import type { PlacedMap } from "../../data/column-map.ts";
import type { Intake } from "./intake.ts";
import { placesOf } from "./map-places.ts";
import { mappedLong } from "./mapped-long.ts";
import { mappedWide } from "./mapped-wide.ts";
import { rowsOf } from "./rows.ts";
import { readTabbed } from "./tabbed.ts";
import type { Text } from "./text.ts";

/** Reads a table by a map of its columns, whoever made the map. `format`: whose it is told to be. */
export function readMapped(text: Text, placed: PlacedMap, intake: Intake, format: string): void {
  const { file, part, broken } = text;
  if (broken) {
    intake.troubles.add({ code: "csv-syntax", file, part, ...broken });
    return;
  }
  const rows = rowsOf(text);
  const places = placesOf(rows, placed);
  const render = placed.map.rows === undefined ? mappedLong : mappedWide;
  const made = "faults" in places ? places : render(text, rows, places, placed.map, format);
  if ("faults" in made) for (const fault of made.faults) intake.troubles.add({ file, part, ...fault });
  else readTabbed(made.text, intake, made.layout);
}
