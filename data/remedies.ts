/** Every kind of trouble, and what to do about it. The same words serve every place where it can arise. */
export const remedies = {
  "no-study": "Name a folder that holds a study.yaml; `deltact init DIR` writes one from the exports in DIR.",
  "study-syntax": "Mend the line; indentation is by spaces, and a text with a colon or a # needs quotes.",
  "study-key": "Use one of the keys that are there; `deltact explain settings` lists them all with their meaning.",
  "study-value": "Give a value of the kind named; `deltact explain settings` lists defaults and bounds.",
  "miqe-item": "Name an item of the checklist and give it a text; `deltact init DIR` writes a miqe.yaml with them.",
  "pseudonym-key":
    "Put the key's file where study.yaml says (`head -c 32 /dev/urandom > FILE` makes one), or take `pseudonyms:` out of it; a run is recomputed with the key that it was made with.",
  "pseudonym-twice": "Take another key.",
  "no-exports": "Put the instrument's export files where `exports:` in study.yaml points, or change the globs there.",
  "out-unwritable": "Name another folder with --out, or mend its permissions.",
  "out-taken": "Name another place with --out, or move away what is there.",
  "form-unfit": "Export the run in another form; Parquet holds all tables.",
  "file-unreadable": "Check the path and the permissions.",
  "format-unknown":
    "Export the results of every well from the instrument's software, as text or Excel; `deltact inspect FILE` tells more, the README lists what is read. Of a table of your own study.yaml can say what its columns hold: `columns: { FILE: { sample: 1, assay: 2, ct: 3 } }`.",
  "file-broken":
    "Copy the file again as binary, or export it again; a file with a password is saved without one. Nothing was taken from it.",
  "file-truncated":
    "Export or copy the file again, or end its last line if it is whole, then run again; nothing was taken from it.",
  "table-broken": "Take out the line in between, or export the results again; nothing was taken from the file.",
  "table-twice": "Put each export into a file of its own; nothing was taken from this one.",
  "column-missing": "Add the column, or correct its heading.",
  "columns-unclear":
    "Say in study.yaml what the columns hold, such as `columns: { FILE: { sample: 1, assay: 2, ct: 3 } }`, or `{ rows: samples }` of a table of Ct by samples and genes; or mend the headings.",
  "assay-unnamed":
    "Name what the wells measure in the instrument's software and export again, or add a column Target in a copy.",
  "no-ct":
    "Export the table that holds a Ct for each well, for neither fluorescence nor means have one: in the instrument's software that is Results, of a run that measures expression.",
  "wells-again": "Take the file out of the exports, and put the table Results of the same run there instead.",
  "columns-contradict":
    "Export the results again with the headings that the software gives; where headings were pasted or columns moved, put each over its own column.",
  "ct-averaged": "Export the results again by well and not by detector, so that each well has a line with its Ct.",
  "headings-missing":
    "Export the results again with their headings, or name the columns in study.yaml; nothing was taken from the file.",
  "ct-not-a-number": "Correct the cell in a copy, or export the results again; deltact never guesses a Ct.",
  "well-not-a-number": "Export the results again; the well's number tells which sample and which assay it is.",
  "cell-not-valid": "Correct the cell.",
  "csv-syntax":
    "Mend the quotes: a text that holds a comma or a quote stands in double quotes, quotes in it are doubled.",
  "dataset-unknown":
    "Give a SAS transport file of version 5 (.xpt), Dataset-JSON 1.1 (.json, .ndjson), or text separated by commas, semicolons or tabs.",
  "dataset-version":
    "Write the dataset again: as SAS transport version 5 (the XPORT engine), Dataset-JSON 1.1, or CSV.",
  "dataset-broken": "Write the dataset again, and copy it as binary; nothing was taken from it.",
  "dataset-value": "Correct the value where the dataset comes from, and write it again.",
  "code-unknown": "Give the code a meaning in study.yaml, or `nothing` where it has none for the study.",
  "row-twice": "Keep one of the rows.",
  "card-twice": "Leave out one of the exports, or give the cards their own barcodes.",
  "panel-empty": "List the card's assays in the panel: assay_id,gene,category,role, one row an assay.",
  "panel-large": "Keep in the panel the assays that are on the cards.",
  "panel-ambiguous": "Give both assays their assay_id, and export with assay ids, or rename one of them.",
  "assay-unknown":
    "Add the assay to the panel (role `control` if it is not to be analysed), spelt as the export spells it.",
  "assay-mangled":
    "Export the results again and read them without opening them in a spreadsheet, or write the name into the cells as text.",
  "reference-missing":
    "Check the spelling in the panel, or give the role `reference` only to assays that are on the cards.",
  "sample-unknown":
    "Add a row to the samples table, spelt as the export spells it; leave its subject blank if it is a control.",
  "sample-on-two-cards": "Add a column `card` to the samples table, and a row for each of the two.",
  "sample-time-twice":
    "Keep one of the samples, or give them different visits or times; the other can stay with its subject blank.",
  calibrator:
    "Give samples.csv a row of the calibrator for each card (sample, blank subject, card), or leave expression.calibrator blank.",
  "subject-unknown": "Add the subject to the subjects table, or correct the spelling.",
  "consent-unclear":
    "Name the columns under `consent:` in study.yaml, or write `consent: none` if every subject may be used.",
  "exclusion-unmatched":
    "Spell the names as wells.csv spells them, or take the row out: an exclusion that leaves nothing out is a mistake in one of them.",
  "nothing-left": "Check the consent columns and the subjects of the samples table.",
  "outcome-value":
    "Add the value to `yes` or `no` of the outcome in study.yaml, or leave the cell blank if it is not known.",
  "no-clinical":
    "Add the section `clinical:` to study.yaml with the column of the first dose and the tables of assessments and events, or name another stage.",
  "facts-contradict":
    "Correct the date or the word in the table: a number that hangs on which of the two is right is not computed.",
  "no-run": "Name the folder of a run, as `deltact run` prints it: the one that holds provenance.json.",
  "run-broken": "Run the study again into another folder: runs are compared and exported only as they were written.",
  "run-version": "Run the study again with this version, or take the version that wrote the run.",
  "record-altered":
    "Take provenance.json from a copy, or run the study again into another folder: nothing else tells what the run was made of.",
  "table-changed": "Take the file from a copy, or run the study again into another folder; do not rely on this one.",
  "table-missing": "Take the file from a copy, or run the study again into another folder.",
  "table-foreign": "Move the file away: a run's folder holds no other tables than the run's.",
  "table-differs":
    "Rely on neither until it is known why; report it with the versions of deltact and Node: the same inputs give the same bytes.",
  "input-changed": "Put the file back as the run read it; as it is now, it needs a run of its own.",
  "input-missing": "Put the file back as the run read it.",
  "input-added": "Move it out of the study to verify this run, or run the study again to have it in a run.",
  "input-renamed": "Give the file the name that it had: the tables tell it.",
  "temp-unwritable": "Make room in the folder for temporary files, or name another by the variable TMPDIR.",
  "index-foreign": "Move the file away, or name another folder: deltact replaces only an index that it wrote.",
  "inbox-unreadable": "Check the path, the mount and the permissions; the next run goes on where this one stopped.",
  "store-unusable":
    "Make room, mend the permissions, or name another folder with --store, on a local disk; the next run goes on.",
  "no-store": "Name the store's folder with --store; `deltact process` makes it, by default as STUDY/store.",
  "no-plans": "Name the folder that `deltact portfolio --out` wrote to.",
  "store-older": "Call `deltact process` once: it brings the store to the version of this program.",
  "store-newer": "Use the version of deltact that made the store, or a newer one.",
  "store-damaged": "Put the upload into the inbox again; the store's disk may be failing.",
  "sqlite-missing": "Install deltact with its optional package libsql (npm install without --omit=optional).",
  "forget-unlisted":
    "Correct the subject's id. Its rows must still be in the samples and subjects tables: its samples are known by them, and what comes later is kept out by them.",
  "forget-admitted":
    "Set consent to no, or withdrawn to yes, in the subjects table first: else the next upload brings the subject back.",
  "upload-conflict": "Look at both files; take the wrong one out of the instrument's export, or tell the cards apart.",
  "formula-wrong": "Correct the formula in study.yaml.",
  "no-portfolio":
    "Name a folder whose folders hold a study.yaml each, or a portfolio.yaml that names them by `studies: [GLOB]`.",
  "portfolio-value": "Correct the key or the value; the README lists what portfolio.yaml holds.",
  "study-twice":
    "Give each its own name by `study:` in its study.yaml, or take one of the folders out of the portfolio.",
  "manifest-broken": "Plan the portfolio again: `deltact plan` writes the manifest, which is never changed.",
  "manifest-version": "Plan the portfolio again with this version, or take the version that planned it.",
  "no-index": "Name a task of the manifest by --index, from 0, or have an engine's array start it.",
  "slurm-missing":
    "Call it on a machine from which jobs are submitted, or leave --executor out: then this machine does the studies.",
  "slurm-refused": "Correct the section `slurm:` of portfolio.yaml, or ask who runs the cluster; what is done stands.",
  "ledger-unusable":
    "Mend it, and call `deltact collect`: the results stand, and are written down then. PGPASSWORD or ~/.pgpass tell a password.",
  "ledger-differs":
    "Rely on neither until it is known why; report it with the versions of deltact and Node: the same inputs give the same bytes.",
  "plan-outdated": "Plan the portfolio again: what is done of it stands, and what changed is done anew with --resume.",
  "run-differs":
    "Ask `deltact verify` whether the folder was changed since: then move it away and run again; else rely on neither, and report it, for the same inputs give the same bytes.",
} as const;

export type Code = keyof typeof remedies;
