/**
 * What more than half of the votes in each place are for: first every vote is taken (Boyer and Moore's vote), then every
 * vote is counted, in memory for the places alone.
 */
export class Majority {
  private readonly leader: number[] = [];
  private readonly lead: number[] = [];
  private readonly votes: number[] = [];
  private readonly own: number[] = [];

  take(place: number, vote: number): void {
    const lead = this.lead[place] ?? 0;
    if (lead === 0) this.leader[place] = vote;
    this.lead[place] = lead + (this.leader[place] === vote ? 1 : -1);
  }

  count(place: number, vote: number): void {
    this.votes[place] = (this.votes[place] ?? 0) + 1;
    if (this.leader[place] === vote) this.own[place] = (this.own[place] ?? 0) + 1;
  }

  /** undefined: nothing has more than half of the votes. */
  of(place: number): number | undefined {
    return 2 * (this.own[place] ?? 0) > (this.votes[place] ?? 0) ? this.leader[place] : undefined;
  }
}
