/** What a text holds as JSON, or why it is none. */
export type Json = { readonly value: unknown } | { readonly fault: string };

export function parseJson(text: string): Json {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

/** Whether a value of JSON is an object with names, rather than a list, a text, a number or nothing. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
