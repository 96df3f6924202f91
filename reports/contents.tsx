import type { VNode } from "preact";

export interface Entry {
  readonly name: string;
  readonly title: string;
}

/** The contents. The script puts its search field at the end of them. */
export function Contents({ entries }: { entries: readonly Entry[] }): VNode {
  return (
    <nav aria-label="Contents">
      <ol>
        {entries.map(({ name, title }) => (
          <li>
            <a href={`#${name}`}>{title}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
