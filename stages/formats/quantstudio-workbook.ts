import type { Format } from "./format.ts";
import { headingsIn, tellCt, tellsRun } from "./headings-in.ts";
import type { Intake } from "./intake.ts";
import { quantstudioLayout } from "./quantstudio-layout.ts";
import type { Source } from "./source.ts";
import { readTabbed } from "./tabbed.ts";
import type { Text } from "./text.ts";

/**
 * ViiA 7, QuantStudio, StepOne and Design & Analysis 1 workbooks: the sections of the text export, one a sheet, each below
 * the key lines. A workbook of such a run in which no sheet has a Ct for each well is taken too, to say so.
 */
export const quantstudioWorkbook: Format = {
  name: "quantstudio-workbook",
  title: "ViiA 7 / QuantStudio / StepOne results workbook",
  tested: "real",
  recognise: ({ kind, texts }: Source) => {
    if (kind !== "workbook") return [];
    const wells = texts.filter(holdsWells);
    if (wells.length > 0) return wells;
    if (texts.some((text) => tellCt(headingsIn(text)))) return [];
    const [first] = texts.filter(tellsRun).sort((a, b) => Number(isGenotyping(b)) - Number(isGenotyping(a)));
    return first ? [first] : [];
  },
  read: (text, intake) => {
    if (holdsWells(text) || isGenotyping(text)) readTabbed(text, intake, layout);
    else tellNone(text, intake);
  },
};

const layout = quantstudioLayout("quantstudio-workbook");

function holdsWells(text: Text): boolean {
  const headings = headingsIn(text);
  const named = headings.includes("sample name") && headings.includes("target name");
  return named && tellCt(headings) && (headings.includes("well position") || tellsRun(text));
}

function isGenotyping(text: Text): boolean {
  return headingsIn(text).some((heading) => Object.hasOwn(layout.instead ?? {}, heading));
}

function tellNone({ file, part }: Text, { troubles }: Intake): void {
  const told = "is a workbook of a run, but none of its sheets has a Ct for each well, its sample and its target.";
  troubles.add({ code: "no-ct", file, part: part.replace(/#[^#]*$/, ""), text: told });
}
