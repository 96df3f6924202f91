/** Files that are built into the program as their text. */
declare module "*.csv" {
  const text: string;
  export default text;
}
declare module "*.css" {
  const text: string;
  export default text;
}
/** Code for the browser, which is built into the program as the text of its bundle. */
declare module "*?script" {
  const text: string;
  export default text;
}
