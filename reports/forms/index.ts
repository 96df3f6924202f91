import { datasetJson } from "./dataset-json.ts";
import type { Form, FormName } from "./form.ts";
import { parquet } from "./parquet.ts";
import { rdes } from "./rdes.ts";
import { rdml } from "./rdml.ts";
import { xlsx } from "./xlsx.ts";
import { xpt } from "./xpt.ts";

/** All forms, in the order that they are named in. */
export const forms: Readonly<Record<FormName, Form>> = { parquet, xlsx, rdes, rdml, "dataset-json": datasetJson, xpt };
