/** Settings of the example study. */
export const studyYaml = `# A synthetic study, made by deltact's generator; see README.md. No patient is behind it.
study: example
exports: ["cards/*.txt"]          # SDS 2.1, SDS 2.3 and ViiA 7 text, told apart by content
panel: panel.csv                  # assay_id,gene,category,role (target | reference | control)
samples: samples.csv              # one row a sample that was drawn
subjects: subjects.csv            # one row a treated participant

visits: [C1D1, C1D15]
times: [pre, post]                # post is 1 h or 3 h after the dose, by protocol version: the column hours

contrasts:                        # later minus earlier, within each subject
  acute-d1:  { from: [C1D1, pre],  to: [C1D1, post] }
  acute-d15: { from: [C1D15, pre], to: [C1D15, post] }
  sustained: { from: [C1D1, pre],  to: [C1D15, pre] }
  total:     { from: [C1D1, pre],  to: [C1D15, post] }

outcomes:
  response: { kind: binary, column: response, yes: [CR, CRi], no: [PR, RD, PD] }

quality:    { ct_limit: 40, ct_caution: 35, nondetects: censored }        # censored | drop | limit | limit+1 | forty
expression: { normaliser: reference-genes, missing_reference: estimate }  # estimate | exclude
consent:    { column: consent, withdrawn: consent_withdrawn }             # the gate: no consent, no computation

clinical:                         # dated facts, from which the measures of outcome are derived
  start: first_dose
  groups: [phase, dose, cytogenetics]
  dose_finding: { column: phase, words: [dose finding] }
  evaluable: { column: phase, words: [dose finding] }   # for dose-limiting toxicity
  assessments: assessments.csv    # one row a subject and day: blasts, counts, MRD, CD22
  events: events.csv              # doses, relapse, transplant, death, last contact
  toxicities: toxicities.csv      # what may have been dose-limiting
`;
