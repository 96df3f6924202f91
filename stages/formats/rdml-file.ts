import { readXml, type XmlFault } from "./xml.ts";

/** What an RDML file holds that is read: https://rdml.org. Texts are as written, without spaces around them. */
export interface RdmlFile {
  /** By their ids. */
  readonly samples: ReadonlyMap<string, RdmlSample>;
  readonly targets: ReadonlyMap<string, RdmlTarget>;
  readonly runs: readonly RdmlRun[];
}

export interface RdmlSample {
  description: string;
  /** ntc, std, unkn ...; since 1.3 of one target alone where `target` names it. */
  readonly types: { readonly target: string; type: string }[];
}

export interface RdmlTarget {
  description: string;
  dye: string;
}

/** One plate, rotor or card. */
export interface RdmlRun {
  readonly experiment: string;
  readonly id: string;
  readonly line: number;
  instrument: string;
  /** Name and version. */
  software: string;
  date: string;
  /** How thresholds and baselines were set. */
  method: string;
  /** In RDML 1.0, such as "96-well plate; A1-H12". */
  format: string;
  rows: string;
  columns: string;
  readonly reactions: RdmlReaction[];
}

/** One target in one well. */
export interface RdmlReaction {
  /** Where it begins. */
  readonly line: number;
  readonly well: string;
  readonly sample: string;
  target: string;
  cq: string;
  /** Why it is excluded; undefined where it is not. */
  excluded: string | undefined;
  /** Fluorescence of the threshold. */
  threshold: string;
}

/** No file of runs has so many: the largest chip has 5,184 wells and six dyes. */
const MOST_REACTIONS = 250_000;

/** Elements within each other that are told apart: nothing that is read lies as deep. */
const DEEPEST = 8;

/** Reads RDML of any version from its elements' names: what a version lacks is blank. */
export function readRdml(bytes: Uint8Array): RdmlFile | XmlFault {
  const samples = new Map<string, RdmlSample>();
  const targets = new Map<string, RdmlTarget>();
  const runs: RdmlRun[] = [];
  const path: string[] = [];
  let [depth, said, experiment, well, sampleOf, wells] = [0, "", "", "", "", 0];
  let sample: RdmlSample = { description: "", types: [] };
  let target: RdmlTarget = { description: "", dye: "" };
  let run: RdmlRun | undefined;
  let reaction: RdmlReaction | undefined;

  const open = (name: string, attributes: Readonly<Record<string, string>>, line: number): string | undefined => {
    said = "";
    if (++depth > DEEPEST) return undefined;
    path.push(name);
    const { id = "" } = attributes;
    switch (path.join("/")) {
      case "rdml/sample":
        sample = { description: "", types: [] };
        samples.set(id, sample);
        break;
      case "rdml/sample/type":
        sample.types.push({ target: attributes.targetId ?? "", type: "" });
        break;
      case "rdml/target":
        target = { description: "", dye: "" };
        targets.set(id, target);
        break;
      case "rdml/target/dyeId":
        target.dye = id;
        break;
      case "rdml/experiment":
        experiment = id;
        break;
      case "rdml/experiment/run":
        run = { experiment, id, line, ...blank(), reactions: [] };
        runs.push(run);
        break;
      case "rdml/experiment/run/react":
        well = id;
        sampleOf = "";
        break;
      case "rdml/experiment/run/react/sample":
        sampleOf = id;
        break;
      case "rdml/experiment/run/react/data":
        reaction = { ...{ line, well, sample: sampleOf }, target: "", cq: "", excluded: undefined, threshold: "" };
        if (++wells > MOST_REACTIONS) return `holds more than ${MOST_REACTIONS} reactions`;
        run?.reactions.push(reaction);
        break;
      case "rdml/experiment/run/react/data/tar":
        if (reaction) reaction.target = id;
    }
    return undefined;
  };

  const close = () => {
    if (depth-- > DEEPEST) return;
    const value = said.trim();
    said = "";
    switch (path.join("/")) {
      case "rdml/sample/description":
        sample.description = value;
        break;
      case "rdml/sample/type":
        sample.types.at(-1)!.type = value;
        break;
      case "rdml/target/description":
        target.description = value;
        break;
      case "rdml/target/dyeId":
        target.dye ||= value;
        break;
      default:
        if (run) put(run, reaction, path, value);
    }
    path.pop();
  };

  const text = (text: string) => {
    if (!unread.test(path.at(-1) ?? "")) said += text;
  };
  return readXml(bytes, { open, text, close }) ?? { samples, targets, runs };
}

/** Points of curves, whose texts nobody gathers. */
const unread = /^(adp|mdp|cyc|tmp|fluor)$/;

/** What an element of a run says. */
function put(run: RdmlRun, reaction: RdmlReaction | undefined, path: readonly string[], value: string): void {
  const [a, b, , where, name, inside] = path;
  if (a !== "rdml" || b !== "experiment") return;
  if (where === "react") {
    if (name !== "data" || reaction === undefined || path.length !== 6) return;
    if (inside === "cq") reaction.cq = value;
    else if (inside === "excl") reaction.excluded = value;
    else if (inside === "quantFluor") reaction.threshold = value;
  } else if (path.length === 4) {
    if (where === "instrument") run.instrument = value;
    else if (where === "runDate") run.date = value;
    else if (where === "cqDetectionMethod") run.method = value;
    else if (where === "pcrFormat") run.format = value;
  } else if (path.length === 5) {
    if (where === "dataCollectionSoftware") run.software = `${run.software} ${value}`.trim();
    else if (where === "pcrFormat" && name === "rows") run.rows = value;
    else if (where === "pcrFormat" && name === "columns") run.columns = value;
  }
}

function blank() {
  return { instrument: "", software: "", date: "", method: "", format: "", rows: "", columns: "" };
}
