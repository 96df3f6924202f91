/** A fault that can be planted in a study without any: the check of its name must speak of it, and no other. */
export interface Fault {
  /** The check that must speak. */
  readonly name: string;
  /** What is planted, for the person who asks for it. */
  readonly meaning: string;
  /** Changes files of the study: texts by path. */
  readonly plant: (files: Map<string, string>) => void;
}
