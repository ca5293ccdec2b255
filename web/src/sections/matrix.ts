// The ATT&CK matrix as a heat map: a column a tactic, a cell a technique that was found. Cells are
// buttons in the flow of the page, so that it fits any width and prints.
import type {Context} from '../context';
import {gravestOf, type Technique, techniqueName, totalOf} from '../document';
import {evidence, h} from '../dom';
import {wordsFor} from '../i18n';

const SHADES = 5;

// 1 to 9 findings are shade 1, 10 to 99 shade 2, ... as the legend says.
export function shadeOf(findings: number): number {
  return Math.min(SHADES, Math.max(1, Math.floor(Math.log10(Math.max(findings, 1))) + 1));
}

export interface Column {
  tactic: string;
  techniques: Technique[];  // gravest first
}

// Columns in the order of ATT&CK (`known`), unknown tactics behind; those without a technique too.
export function columnsOf(techniques: Technique[], known: string[]): Column[] {
  const columns = new Map<string, Technique[]>(known.map((tactic) => [tactic, []]));
  for (const technique of techniques) {
    for (const tactic of technique.tactics) {
      const column = columns.get(tactic) ?? [];
      column.push(technique);
      columns.set(tactic, column);
    }
  }
  const gravity = ({findings}: Technique) => findings.reduceRight(
    (found, count, level) => (found < 0 && count > 0 ? level : found), -1);
  return [...columns].map(([tactic, list]) => ({
    tactic,
    techniques: list.sort((a, b) => gravity(b) - gravity(a) ||
      totalOf(b.findings) - totalOf(a.findings) || (a.id < b.id ? -1 : 1)),
  }));
}

function cell(technique: Technique, context: Context): HTMLElement {
  const {document, words} = context;
  const count = totalOf(technique.findings);
  const level = gravestOf(technique.findings) ?? 'informational';
  const name = techniqueName(document, technique.id);
  return h('li', {}, h('button', {
    type: 'button', class: `cell shade-${shadeOf(count)} edge-${level}`,
    title: words.attack.showFindings,
    onclick: () => context.showFindings({text: technique.id}),
  },
    h('b', {}, evidence(technique.id)), ' ',
    name === '' ? null : evidence(name),
    h('span', {class: 'cell-count'}, `${words.levels[level]} · `,
      words.attack.cell(count, technique.hosts))));
}

export function renderMatrix(context: Context): HTMLElement {
  const {document, words} = context;
  const w = words.attack;
  const columns = columnsOf(document.techniques, Object.keys(words.tactics));
  const filled = columns.filter(({techniques}) => techniques.length > 0);
  const empty = columns.filter(({tactic, techniques}) =>
    techniques.length === 0 && tactic !== '' && tactic !== 'defense-evasion');
  return h('div', {class: 'matrix-box'},
    h('h3', {}, w.matrix),
    h('p', {class: 'note'}, w.matrixNote),
    h('ul', {class: 'shades'}, w.shades.map((text, index) =>
      h('li', {class: `shade-${index + 1}`}, text))),
    h('div', {class: 'matrix'}, filled.map(({tactic, techniques}) =>
      h('div', {class: 'matrix-column'},
        h('h4', {}, evidence(wordsFor(words.tactics, tactic))),
        h('ul', {}, techniques.map((technique) => cell(technique, context)))))),
    empty.length === 0 ? null : h('p', {class: 'note'},
      w.empty(empty.map(({tactic}) => wordsFor(words.tactics, tactic)).join(' · '))));
}
