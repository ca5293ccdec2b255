// Makes elements. The only way this program puts anything on the page: text goes in as text nodes,
// never as markup.
import {segments} from './visible';

export type Child = Node | string | number | null | undefined | false | Child[];
type Attribute = string | number | boolean | null | undefined | ((event: Event) => void);

function append(parent: Element, child: Child): void {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) {
    for (const item of child) append(parent, item);
  } else {
    parent.append(typeof child === 'number' ? String(child) : child);
  }
}

// h('button', {class: 'more', onclick: show}, 'More'). A function is an event listener; true is an
// attribute without value; null, undefined and false are left out.
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') {
      element.addEventListener(name.replace(/^on/, ''), value);
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

function marked(text: string, lines: boolean): Child[] {
  return segments(text, lines).map((part) =>
    part.hidden ? h('span', {class: 'hidden-char'}, part.text) : part.text,
  );
}

// Text from evidence or rules, on one line of its own direction.
export function evidence(text: string): HTMLElement {
  return h('bdi', {}, marked(text, false));
}

// A value from evidence in a fixed-width face, with its line breaks.
export function value(text: string): HTMLElement {
  return h('bdi', {class: 'value'}, marked(text, true));
}

// A table with a header row; the first cell of each row names the row. `numeric` lists columns.
export function table(
  caption: string,
  heads: string[],
  rows: Child[][],
  numeric: number[] = [],
): HTMLElement {
  const side = (column: number) => (numeric.includes(column) ? 'number' : null);
  return h('div', {class: 'table-box', tabindex: 0, role: 'region', 'aria-label': caption},
    h('table', {},
      h('caption', {class: 'unseen'}, caption),
      h('thead', {}, h('tr', {}, heads.map((head, column) =>
        h('th', {scope: 'col', class: side(column)}, head)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, row.map((cell, column) =>
        column === 0
          ? h('th', {scope: 'row'}, cell)
          : h('td', {class: side(column)}, cell)))))));
}

// A list that shows its first items and a button for more, so that 10,000 rows open at once.
export function paged<T>(
  items: readonly T[],
  size: number,
  moreText: (left: number) => string,
  render: (slice: readonly T[]) => Child,
): HTMLElement {
  const box = h('div', {class: 'paged'});
  let shown = 0;
  const more = h('button', {type: 'button', class: 'more', onclick: () => showNext()});
  function showNext(): void {
    const slice = items.slice(shown, shown + size);
    shown += slice.length;
    more.remove();
    append(box, render(slice));
    if (shown < items.length) {
      more.textContent = moreText(items.length - shown);
      box.append(more);
    }
  }
  showNext();
  return box;
}

// A fold whose content is made when it is first opened.
export function fold(
  attributes: Record<string, Attribute>,
  summary: Child,
  content: () => Child,
): HTMLDetailsElement {
  const details = h('details', attributes, h('summary', {}, summary));
  let made = false;
  const make = () => {
    if (made) return;
    made = true;
    append(details, content());
  };
  if (details.open) make();
  details.addEventListener('toggle', () => {
    if (details.open) make();
  });
  return details;
}
