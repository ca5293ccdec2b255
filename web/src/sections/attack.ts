// ATT&CK: the matrix, then tactics in its order, each with the techniques that rules name with it.
import type {Context} from '../context';
import {gravestOf, type Tactic, totalOf} from '../document';
import {type Child, evidence, h} from '../dom';
import {badge} from '../findings/badge';
import {formatCount} from '../format';
import {wordsFor} from '../i18n';
import {renderMatrix} from './matrix';

function technique(id: string, count: number, context: Context): HTMLElement {
  return h('li', {},
    h('button', {
      type: 'button', class: 'chip', title: context.words.attack.showFindings,
      onclick: () => context.showFindings({text: id}),
    }, evidence(id), ' ', h('span', {class: 'aside'}, formatCount(count))));
}

function row(tactic: Tactic, context: Context): Child {
  const {words} = context;
  const gravest = gravestOf(tactic.findings);
  const techniques = Object.entries(tactic.techniques)
    .map(([id, counts]): [string, number] => [id, totalOf(counts)])
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return h('tr', {},
    h('th', {scope: 'row'}, h('button', {
      type: 'button', class: 'link-button', title: words.attack.showFindings,
      onclick: () => context.showFindings({tactic: tactic.tactic}),
    }, evidence(wordsFor(words.tactics, tactic.tactic)))),
    h('td', {}, gravest ? badge(gravest, words) : null),
    h('td', {class: 'number'}, formatCount(totalOf(tactic.findings))),
    h('td', {}, techniques.length === 0 ? '–' : h('ul', {class: 'chip-list'},
      techniques.map(([id, count]) => technique(id, count, context)))));
}

export function renderAttack(context: Context): HTMLElement {
  const {document, words} = context;
  if (document.tactics.length === 0) return h('p', {class: 'nothing'}, words.attack.none);
  return h('div', {},
    h('p', {class: 'intro'}, [words.attack.intro, words.charts.tacticsNote].map((note) =>
      h('span', {class: 'remark'}, note))),
    document.techniques.length === 0 ? null : renderMatrix(context),
    h('div', {class: 'table-box', tabindex: 0, role: 'region', 'aria-label': words.sections.attack},
      h('table', {class: 'tactics'},
        h('thead', {}, h('tr', {},
          h('th', {scope: 'col'}, words.attack.tactic),
          h('th', {scope: 'col'}, words.level),
          h('th', {scope: 'col', class: 'number'}, words.figures.findings),
          h('th', {scope: 'col'}, words.attack.technique))),
        h('tbody', {}, document.tactics.map((tactic) => row(tactic, context))))));
}
