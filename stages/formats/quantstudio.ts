import type { Format } from "./format.ts";
import { quantstudioLayout } from "./quantstudio-layout.ts";
import { textWhere } from "./source.ts";
import { readTabbed } from "./tabbed.ts";

/**
 * ViiA 7, QuantStudio and StepOne text: `* key = value` lines, then sections of which [Results] holds the wells; or the
 * results alone, cut out by hand.
 */
export const quantstudio: Format = {
  name: "quantstudio",
  title: "ViiA 7 / QuantStudio results text",
  tested: "real",
  recognise: (source) =>
    textWhere(
      source,
      (head) => /^\* [^\r\n=]*=/.test(head) || /^(\[Results\]\t*[\r\n]+)?Well\tWell Position\t/.test(head),
    ),
  read: (text, intake) => readTabbed(text, intake, layout),
};

const layout = quantstudioLayout("quantstudio", "[Results]");
