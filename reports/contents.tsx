import type { VNode } from "preact";

export interface Entry {
  readonly name: string;
  readonly title: string;
}

interface Props {
  readonly entries: readonly Entry[];
  /** What the search field looks for, where it is not genes and samples. */
  readonly find?: string;
}

/** The contents. The script puts its search field at the end of them. */
export function Contents({ entries, find }: Props): VNode {
  return (
    <nav aria-label="Contents" data-find={find}>
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
