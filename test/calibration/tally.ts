/** Counts by name, in the order in which the names came. */
export class Tally {
  private readonly counts = new Map<string, { hits: number; of: number }>();

  add(name: string, hit: boolean): void {
    const count = this.counts.get(name) ?? { hits: 0, of: 0 };
    count.hits += hit ? 1 : 0;
    count.of++;
    this.counts.set(name, count);
  }

  /** Shares in per cent. Genes of one study go together, so that the error is counted by studies. */
  lines(title: string, studies: number): string[] {
    const error = (share: number) => 100 * Math.sqrt((share * (1 - share)) / studies);
    return [
      "",
      title,
      ...[...this.counts].map(([name, { hits, of }]) => {
        const share = hits / of;
        return `  ${name.padEnd(34)} ${(100 * share).toFixed(1).padStart(5)} %  +- at most ${error(share).toFixed(1)}  (${of})`;
      }),
    ];
  }
}
