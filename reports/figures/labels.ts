import type { Area } from "./axis.tsx";
import { widthOf } from "./wrap.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Label extends Point {
  readonly text: string;
}

/** A name where it stands: x is its start, middle or end, as the class of the text says. */
export interface Placed extends Label {
  readonly anchor: "start" | "middle" | "end";
}

const HEIGHT = 13;
const GAP = 6;

const CHOICES = [
  { anchor: "start", dx: GAP, dy: 0 },
  { anchor: "end", dx: -GAP, dy: 0 },
  { anchor: "start", dx: GAP, dy: -9 },
  { anchor: "end", dx: -GAP, dy: -9 },
  { anchor: "start", dx: GAP, dy: 9 },
  { anchor: "end", dx: -GAP, dy: 9 },
  { anchor: "middle", dx: 0, dy: -13 },
  { anchor: "middle", dx: 0, dy: 13 },
] as const;

/**
 * Places the names of points, the first the first choice: right, left, above, below, then farther up and down, where
 * it covers no other name, no other point, and stays inside. A name without room is left out; the table has it.
 */
export function placeLabels(points: readonly Label[], others: readonly Point[], area: Area): Placed[] {
  const boxes: Box[] = [...points, ...others].map(({ x, y }) => ({
    left: x - 4,
    right: x + 4,
    top: y - 4,
    bottom: y + 4,
  }));
  const placed: Placed[] = [];
  points.forEach((point, own) => {
    const width = widthOf(point.text);
    for (const { anchor, dx, dy } of CHOICES) {
      const x = point.x + dx;
      const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
      const middle = point.y + dy;
      const box = { left, right: left + width, top: middle - HEIGHT / 2, bottom: middle + HEIGHT / 2 };
      if (box.left < area.left || box.right > area.right || box.top < area.top || box.bottom > area.bottom) continue;
      if (boxes.some((other, i) => i !== own && overlap(box, other))) continue;
      boxes.push(box);
      placed.push({ x, y: middle + 4, text: point.text, anchor });
      return;
    }
  });
  return placed;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
