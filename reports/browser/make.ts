/** A new element with its attributes and text. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  text = "",
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

/** All elements that fit, within a part of the page. */
export function all<E extends Element = HTMLElement>(selector: string, inside: ParentNode = document): E[] {
  return [...inside.querySelectorAll<E>(selector)];
}

/** A button that looks like a link. */
export function tool(text: string, act: () => void): HTMLButtonElement {
  const button = make("button", { type: "button", class: "tool" }, text);
  button.addEventListener("click", act);
  return button;
}
