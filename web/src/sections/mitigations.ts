// What would have stopped how much of what was found: the measures of the rules, then ATT&CK's.
import type {Context} from '../context';
import {type Mitigation, techniqueName, totalOf} from '../document';
import {type Child, evidence, h, paged, table} from '../dom';
import {formatCount} from '../format';

const ROWS_AT_ONCE = 12;

function against(mitigation: Mitigation, {document, words}: Context): Child {
  return h('ul', {class: 'chip-list', 'aria-label': words.mitigations.against}, mitigation.techniques.map((id) =>
    h('li', {class: 'chip', title: techniqueName(document, id)}, evidence(id))));
}

function measure(mitigation: Mitigation, context: Context): Child {
  const {language, words} = context;
  return [
    mitigation.id === '' ? null : h('b', {}, evidence(mitigation.id), ' '),
    evidence(mitigation.text[language]),
    h('span', {class: 'aside'}, ' ', words.mitigations.rules(mitigation.rules.length)),
    against(mitigation, context),
  ];
}

function list(title: string, none: string, rows: Mitigation[], context: Context): Child {
  const {words} = context;
  const w = words.mitigations;
  const heads = [w.measure, w.points, words.figures.findings, words.hosts.name];
  return [
    h('h3', {}, title),
    rows.length === 0 ? h('p', {class: 'nothing'}, none)
      : paged(rows, ROWS_AT_ONCE, w.moreMeasures, (slice) =>
        table(title, heads, slice.map((mitigation) => [
          measure(mitigation, context),
          formatCount(mitigation.points),
          formatCount(totalOf(mitigation.findings)),
          formatCount(mitigation.hosts),
        ]), [1, 2, 3])),
  ];
}

export function renderMitigations(context: Context): HTMLElement {
  const {document, words} = context;
  const w = words.mitigations;
  return h('div', {class: 'measures'},
    h('p', {class: 'intro'}, w.intro),
    list(w.own, w.ownNone, document.mitigations, context),
    list(w.attack, w.attackNone, document.attack_mitigations, context));
}
