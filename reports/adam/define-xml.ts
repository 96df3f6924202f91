import type { AnalysisDataset, AnalysisVariable } from "../../data/analysis-dataset.ts";
import { groupOid, itemOid } from "../../data/dataset-json-writer.ts";
import type { RunRecord } from "../../data/provenance.ts";
import { xmlText } from "../../data/xml.ts";

export const DEFINE = "define.xml";

/** How the datasets' files end. */
type Ending = "json" | "xpt";

/** The study, and this description of its datasets, as define.xml and Dataset-JSON name them. */
export function studyOids({ study, run }: RunRecord) {
  return { study: `ST.${study}`, version: `MDV.${run}`, file: `deltact.${run}` };
}

/** The file of a dataset. */
export function fileOf({ name }: AnalysisDataset, ending: Ending): string {
  return `${name.toLowerCase()}.${ending}`;
}

/**
 * What the datasets hold, in the shape of Define-XML 2.1: every variable with its type, its origin, and how it is derived; the codes of the
 * parameters with their meaning. Its time is that of the run.
 *
 * Source: CDISC, Define-XML 2.1, for the shape; it was not held against CDISC's schema.
 *
 * @throws {Trouble} where a text cannot be written in XML.
 */
export function defineXml(record: RunRecord, datasets: readonly AnalysisDataset[], ending: Ending): string {
  const x = (text: string) => xmlText(DEFINE, text);
  const oids = studyOids(record);
  const told = (text: string) => `<Description><TranslatedText xml:lang="en">${x(text)}</TranslatedText></Description>`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" xmlns:def="http://www.cdisc.org/ns/def/v2.1" xmlns:xlink="http://www.w3.org/1999/xlink"',
    `  ODMVersion="1.3.2" FileType="Snapshot" FileOID="${x(oids.file)}" CreationDateTime="${x(record.ended)}"`,
    `  Originator="deltact" SourceSystem="deltact" SourceSystemVersion="${x(record.version)}" def:Context="Other">`,
    `<Study OID="${x(oids.study)}">`,
    `<GlobalVariables><StudyName>${x(record.study)}</StudyName>`,
    `<StudyDescription>${x(`Expression by real-time PCR, deltact run ${record.run}`)}</StudyDescription>`,
    `<ProtocolName>${x(record.study)}</ProtocolName></GlobalVariables>`,
    `<MetaDataVersion OID="${x(oids.version)}" Name="${x(record.study)}" def:DefineVersion="2.1.0">`,
    '<def:Standards><def:Standard OID="STD.ADAMIG" Name="ADaMIG" Type="IG" Version="1.3" Status="Final"/></def:Standards>',
    ...datasets.flatMap((dataset) => groupLines(dataset, fileOf(dataset, ending), x, told)),
    ...datasets.flatMap(({ name, variables }) => variables.map((variable) => itemLine(name, variable, told))),
    ...datasets.flatMap(({ name, variables }) => variables.flatMap((variable) => codeLines(name, variable, x))),
    ...datasets.flatMap(({ name, variables }) =>
      variables
        .filter(({ origin }) => origin === "Derived")
        .map(
          (variable) =>
            `<MethodDef OID="${methodOid(name, variable)}" Name="${variable.name} of ${name}" Type="Computation">${told(variable.derivation)}</MethodDef>`,
        ),
    ),
    "</MetaDataVersion>",
    "</Study>",
    "</ODM>",
  ];
  return `${lines.join("\n")}\n`;
}

type Escape = (text: string) => string;

function groupLines(dataset: AnalysisDataset, file: string, x: Escape, told: Escape): string[] {
  const { name, label, structure, variables, class: of } = dataset;
  const sub = of.sub === undefined ? "" : `<def:SubClass Name="${of.sub}"/>`;
  return [
    `<ItemGroupDef OID="${groupOid(name)}" Name="${name}" SASDatasetName="${name}" Repeating="Yes" IsReferenceData="No" Purpose="Analysis" def:Structure="${x(structure)}" def:StandardOID="STD.ADAMIG" def:ArchiveLocationID="LF.${name}">`,
    told(label),
    ...variables.map((variable, index) => {
      const { name: own, key, origin } = variable;
      const sequence = key === undefined ? "" : ` KeySequence="${key}"`;
      const method = origin === "Derived" ? ` MethodOID="${methodOid(name, variable)}"` : "";
      const isMandatory = key !== undefined || own === "STUDYID" || own === "PARAM";
      return `<ItemRef ItemOID="${itemOid(name, own)}" OrderNumber="${index + 1}" Mandatory="${isMandatory ? "Yes" : "No"}"${sequence}${method}/>`;
    }),
    `<def:Class Name="${of.name}">${sub}</def:Class>`,
    `<def:leaf ID="LF.${name}" xlink:href="${x(file)}"><def:title>${x(file)}</def:title></def:leaf>`,
    "</ItemGroupDef>",
  ];
}

const TYPES = { string: "text", integer: "integer", float: "float", date: "date" } as const;

function itemLine(dataset: string, variable: AnalysisVariable, told: Escape): string {
  const { name, label, dataType, length, written, format, codes, origin, derivation } = variable;
  const size = dataType === "date" ? "" : ` Length="${written?.width ?? length}"`;
  const digits = dataType === "float" ? ` SignificantDigits="${written?.decimals ?? 0}"` : "";
  const display = format === "" ? "" : ` def:DisplayFormat="${format}"`;
  const list = codes === undefined ? "" : `<CodeListRef CodeListOID="${listOid(dataset, variable)}"/>`;
  const from =
    origin === "Derived"
      ? '<def:Origin Type="Derived" Source="Sponsor"/>'
      : `<def:Origin Type="${origin}"${origin === "Assigned" ? ' Source="Sponsor"' : ""}>${told(derivation)}</def:Origin>`;
  return `<ItemDef OID="${itemOid(dataset, name)}" Name="${name}" SASFieldName="${name}" DataType="${TYPES[dataType]}"${size}${digits}${display}>${told(label)}${list}${from}</ItemDef>`;
}

function codeLines(dataset: string, variable: AnalysisVariable, x: Escape): string[] {
  const { name, dataType, codes = [] } = variable;
  if (codes.length === 0) return [];
  const items = codes.map(
    ([code, meaning]) =>
      `<CodeListItem CodedValue="${x(code)}"><Decode><TranslatedText xml:lang="en">${x(meaning)}</TranslatedText></Decode></CodeListItem>`,
  );
  const type = TYPES[dataType];
  return [
    `<CodeList OID="${listOid(dataset, variable)}" Name="${name} of ${dataset}" DataType="${type}" def:IsNonStandard="Yes">`,
    ...items,
    "</CodeList>",
  ];
}

function methodOid(dataset: string, { name }: AnalysisVariable): string {
  return `MT.${dataset}.${name}`;
}

function listOid(dataset: string, { name }: AnalysisVariable): string {
  return `CL.${dataset}.${name}`;
}
