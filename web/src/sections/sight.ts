// What the evidence let the rules see, and what to switch on: without it, nobody can say what a
// missing finding means.
import type {Context} from '../context';
import {type MissingEvidence, techniqueName, type Visibility} from '../document';
import {type Child, evidence, fold, h, table} from '../dom';
import {formatCount} from '../format';

function bar(title: string, counts: Visibility['rules'], {words}: Context): Child {
  const w = words.sight;
  const names = [w.blind, w.quiet, w.seen];
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return h('div', {class: 'sight-row'},
    h('h3', {}, title),
    h('div', {class: 'sight-bar', role: 'img', 'aria-label':
      counts.map((count, index) => `${names[index]} ${count}`).join(', ')},
    counts.map((count, index) => (count === 0 ? null : h('span', {
      class: `sight-${['blind', 'quiet', 'seen'][index]} part-${Math.max(1, Math.round(count / total * 20))}`,
    }, formatCount(count))))),
    h('ul', {class: 'sight-legend'}, counts.map((count, index) => h('li', {
      class: `key-${['blind', 'quiet', 'seen'][index]}`,
    }, `${names[index]} ${formatCount(count)}`))));
}

function name(missing: MissingEvidence, {words}: Context): Child {
  if (missing.channel === '') return evidence(missing.log_source);
  return [
    evidence(missing.channel),
    missing.event_id === 0 ? null
      : h('span', {class: 'aside'}, ' ', words.sight.event(missing.event_id)),
  ];
}

function missingTable(visibility: Visibility, context: Context): Child {
  const {language, words} = context;
  const w = words.sight;
  if (visibility.missing.length === 0) return h('p', {class: 'nothing'}, w.noMissing);
  return [
    table(w.missing, [w.evidence, w.helps, w.grave, w.todo], visibility.missing.map((missing) => [
      name(missing, context),
      formatCount(missing.rules),
      formatCount(missing.high_rules),
      missing.channel === '' ? w.noReader : evidence(missing.advice[language]),
    ]), [1, 2]),
    visibility.missing_not_listed === 0 ? null
      : h('p', {class: 'note'}, w.notListed(visibility.missing_not_listed)),
  ];
}

export function renderSight(context: Context): HTMLElement {
  const {document, words} = context;
  const w = words.sight;
  const visibility = document.visibility;
  if (visibility === undefined) return h('div', {});
  const blind = visibility.blind_techniques;
  const [blindRules, quiet, seen] = visibility.rules;
  return h('div', {},
    h('p', {class: 'intro'}, [w.intro(blindRules, quiet, seen), w.scope].map((note) =>
      h('span', {class: 'remark'}, note))),
    h('div', {class: 'pair'},
      bar(w.rules, visibility.rules, context),
      bar(w.ofTechniques, visibility.techniques, context)),
    blind.length === 0 ? h('p', {class: 'note'}, w.noBlind)
      : fold({class: 'as-table'}, w.blindTechniques(blind.length), () =>
        h('ul', {class: 'names columns'}, blind.map((id) =>
          h('li', {}, h('b', {}, evidence(id)), ' ', evidence(techniqueName(document, id)))))),
    h('h3', {}, w.missing),
    missingTable(visibility, context));
}
