/** What the instruments' own names of flags mean, in words of one vocabulary, whoever the vendor. */
export const instrumentFlags: Readonly<Record<string, string>> = {
  ...alike("bad passive reference signal", "BADROX", "BPR"),
  ...alike("low passive reference signal", "PRFLOW", "LOWROX"),
  ...alike("passive reference signal drops during the run", "PRFDROP"),
  ...alike("no amplification", "NOAMP", "NAW", "INAW", "NAP", "No Amp", "NO_AMP"),
  ...alike("amplification is neither clear nor absent", "Inconclusive", "INCONCLUSIVE"),
  ...alike("no signal in the well", "NOSIGNAL"),
  ...alike("empty well", "EW"),
  ...alike("noise above the others'", "NOISE", "HNS"),
  ...alike("noise high for the signal", "HRN"),
  ...alike("spikes in the curve", "SPIKE"),
  ...alike("fluorescence off the scale", "OFFSCALE", "FOS"),
  ...alike("large mean-square error of the fit", "LME", "HIGHMSE"),
  ...alike("exponential phase was not found", "EXPFAIL", "EAF"),
  ...alike("baseline was not found", "BLFAIL", "BAF"),
  ...alike("threshold was not found", "THOLDFAIL", "TAF"),
  ...alike("Ct could not be computed", "CTFAIL", "CAF", "CQFAIL"),
  ...alike("replicates spread widely", "HIGHSD", "HSD"),
  ...alike("outlier among its replicates", "OUTLIERRG"),
  ...alike("amplification in a control without template", "AMPNC", "NTCAMP"),
  ...alike("low amplification score", "AMPSCORE"),
  ...alike("low confidence of the Ct", "CQCONF"),
  ...alike("high quantity", "HIGHQT"),
  ...alike("no amplification, or a curve below the run's threshold of quality", "Fail", "Flag"),
  ...alike("low amplitude of the curve that Crt is read from", "CRTAMPLITUDE"),
  ...alike("noise in the curve that Crt is read from", "CRTNOISE"),
  ...alike("several melting temperatures", "MTP"),
};

function alike(meaning: string, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, meaning]));
}
