/** What a portfolio is to do, written once and never changed: every machine reads the same. */
export interface Manifest {
  /** The version of deltact that planned it, and alone may do it. */
  readonly version: string;
  readonly portfolio: string;
  /** An address of PostgreSQL or a file of SQLite; blank: a file beside the runs. */
  readonly ledger: string;
  readonly tasks: readonly Task[];
}

/** One study of a portfolio. */
export interface Task {
  /** As study.yaml says; the folder's name where it cannot be read. */
  readonly study: string;
  readonly folder: string;
  /** How many files the run reads, and their bytes together. */
  readonly files: number;
  readonly bytes: number;
  /** Hash of the files' names and contents, and of which key makes pseudonyms. */
  readonly inputs: string;
  /** Hash of every setting, defaults and all; blank where study.yaml cannot be read. */
  readonly settings: string;
  /** Hash of version, study, inputs and settings: tasks with the same key give the same to the byte. */
  readonly key: string;
}

/** The tables that a portfolio joins over its studies, by the stages that make them. */
export const portfolioTables = ["expression", "change", "outcome", "association"] as const;

export type PortfolioTable = (typeof portfolioTables)[number];

/** What a task left behind when it ended, however it ended. */
export interface Sentinel {
  readonly key: string;
  readonly study: string;
  /** differs: it was done twice, and what it gave differs. */
  readonly status: "done" | "failed" | "differs";
  /** Why it failed, or what differs; blank when it is done. */
  readonly message: string;
  /** Of a task that is done. */
  readonly made?: Made | undefined;
  /** Where and when it was done, in the words of the machine. */
  readonly by: {
    readonly host: string;
    /** The job of an engine, such as "slurm 12_3"; blank without one. */
    readonly job: string;
    readonly version: string;
    readonly node: string;
    readonly started: string;
    readonly ended: string;
  };
}

/** The files of a task that is done, each with its SHA-256. */
export interface Made {
  readonly run: string;
  /** Name of the run's folder. */
  readonly folder: string;
  /** The files of the run's folder but provenance.json, which holds times. */
  readonly files: Readonly<Record<string, string>>;
  /** The study's rows of each table of the portfolio, as Parquet. */
  readonly parts: Readonly<Partial<Record<PortfolioTable, { readonly rows: number; readonly sha256: string }>>>;
  /** The sentence of each stage. */
  readonly headlines: readonly { readonly stage: string; readonly text: string }[];
}

/** A study of a portfolio when the results were collected. */
export interface CollectedStudy {
  readonly study: string;
  /** damaged: a file is not what the task wrote; lost: the task left nothing behind. */
  readonly status: Sentinel["status"] | "damaged" | "lost";
  /** Why it is not done. */
  readonly message: string;
  /** Of a study that is done: the run, and the name of its folder among the runs. */
  readonly run: string | undefined;
  readonly folder: string | undefined;
  /** What it found. */
  readonly found: readonly string[];
}

/** A portfolio's results. */
export interface Collected {
  readonly portfolio: string;
  readonly version: string;
  readonly studies: readonly CollectedStudy[];
  /** Tables over all studies that are done. */
  readonly tables: readonly { readonly name: PortfolioTable; readonly rows: number; readonly sha256: string }[];
}
