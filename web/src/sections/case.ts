// What people wrote into the case that this report is on, and what they had left out.
import type {Context} from '../context';
import type {CaseFile} from '../document';
import {type Child, evidence, h, table, value} from '../dom';
import {formatCount, formatTime} from '../format';
import {wordsFor} from '../i18n';

// The title of an incident that is shown, else the id.
function target(id: string, {document, language}: Context): Child {
  const incident = document.incidents.find((one) => one.id === id);
  return incident === undefined ? value(id) : evidence(incident.title[language]);
}

function remarks(file: CaseFile, context: Context): Child {
  const w = context.words.case;
  if (file.states.length === 0 && file.notes.length === 0) return h('p', {class: 'nothing'}, w.none);
  return [
    file.states.length === 0 ? null : [
      h('h3', {}, w.states),
      table(w.states, [w.target, w.state, w.reason, w.author, w.at], file.states.map((one) => [
        target(one.target, context), wordsFor(w.stateNames, one.state), evidence(one.reason),
        evidence(one.author), formatTime(one.at),
      ])),
    ],
    file.notes.length === 0 ? null : [
      h('h3', {}, w.notes),
      table(w.notes, [w.target, w.text, w.author, w.at], file.notes.map((one) => [
        target(one.target, context), value(one.text), evidence(one.author), formatTime(one.at),
      ])),
    ],
  ];
}

function suppressions(file: CaseFile, context: Context): Child {
  const w = context.words.case;
  if (file.suppressions.length === 0) return null;
  return [
    h('h3', {}, w.suppressions),
    h('p', {class: 'note'}, w.suppressionsNote),
    table(w.suppressions, [w.rule, w.host, w.reason, w.author, w.expires, w.leftOut],
      file.suppressions.map((one) => [
        evidence(one.title === '' ? one.rule : one.title),
        one.host === '' ? w.allHosts : evidence(one.host),
        evidence(one.reason), evidence(one.author),
        one.in_force ? formatTime(one.expires) : w.ended, formatCount(one.left_out),
      ]), [5]),
  ];
}

export function renderCase(context: Context): HTMLElement {
  const file = context.document.case;
  if (file === undefined) return h('div', {});
  return h('div', {},
    h('p', {class: 'intro'}, context.words.case.intro(file.hunts)),
    remarks(file, context),
    suppressions(file, context));
}
