import { type Height, type Maximum, maximum, type Surface } from "./maximum.ts";

/**
 * Is there a higher hill than this one? Climbs from each of the places where the likelihood says that another may rise, and
 * gives the highest. Of the coordinates, the first `free` move.
 *
 * Cost: nothing where there are no such places; else about 6 looks for each.
 */
export function highest<At extends Height>(surface: Surface<At>, hill: Maximum<At>, free: number): Maximum<At> {
  const bounded: Surface<At> = { at: (point) => surface.at(point) };
  let top = hill;
  for (const start of surface.elsewhere?.(hill.point) ?? []) {
    const other = maximum(bounded, start, free);
    if (other !== undefined && other.value > top.value + 1e-9) top = other;
  }
  return top;
}
