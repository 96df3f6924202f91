/** How engines tell a process which element of an array it is, and of which job. SGE counts from 1. */
const engines = [
  { name: "slurm", index: "SLURM_ARRAY_TASK_ID", job: "SLURM_ARRAY_JOB_ID", first: 0 },
  { name: "sge", index: "SGE_TASK_ID", job: "JOB_ID", first: 1 },
  { name: "aws-batch", index: "AWS_BATCH_JOB_ARRAY_INDEX", job: "AWS_BATCH_JOB_ID", first: 0 },
  { name: "kubernetes", index: "JOB_COMPLETION_INDEX", job: "HOSTNAME", first: 0 },
] as const;

/** The variables that may tell the index. */
export const indexVariables = engines.map(({ index }) => index);

type Environment = Readonly<Record<string, string | undefined>>;

/** The index of a task, from 0, as the engine that started the process tells it; undefined where none does. */
export function indexOf(environment: Environment): number | undefined {
  const engine = engineOf(environment);
  return engine && Number(environment[engine.index]) - engine.first;
}

/** "slurm 12_3"; blank where no engine started the process. */
export function jobOf(environment: Environment): string {
  const engine = engineOf(environment);
  return engine ? `${engine.name} ${environment[engine.job] ?? ""}_${environment[engine.index]}` : "";
}

function engineOf(environment: Environment) {
  return engines.find(({ index }) => /^\d+$/.test(environment[index] ?? ""));
}
