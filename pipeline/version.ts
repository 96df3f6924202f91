declare const DELTACT_VERSION: string;

/** Of package.json, put in when the program is built. */
export const version: string = DELTACT_VERSION;
