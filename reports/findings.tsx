import type { VNode } from "preact";
import type { Finding } from "../data/finding.ts";

const WORDS = { warning: "Warning", caution: "Caution", note: "Note" };
const ORDER = ["warning", "caution", "note"];

interface Props {
  readonly findings: readonly (Finding & { readonly from?: { readonly name: string; readonly title: string } })[];
}

/** Findings, what may overturn a result first; the level is a word, its colour only repeats it. */
export function Findings({ findings }: Props): VNode | null {
  if (findings.length === 0) return null;
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
  return (
    <ul class="findings">
      {sorted.map(({ level, text, from }) => (
        <li class={level}>
          <strong>{WORDS[level]}</strong>
          <span>
            {text}
            {from && (
              <>
                {" "}
                <a href={`#${from.name}`}>{from.title}</a>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
