// The controls above the findings. They change the filter and call back; they draw no findings.
import type {Context} from '../context';
import {type Level, LEVELS_BY_GRAVITY, totalOf} from '../document';
import {type Child, h} from '../dom';
import {wordsFor} from '../i18n';
import {plain} from '../visible';
import {LEVEL_SHAPES} from './badge';
import {type Filter, type Grouping, type Sort, SORTS} from './filter';

const TYPING_PAUSE_MS = 150;
const LABEL_CHARS = 60;

interface Option {
  value: string | null;  // null = any
  label: string;
}

function choice(
  label: string, options: Option[], chosen: string | null, set: (value: string | null) => void,
): HTMLElement {
  // Values come from evidence: options are told apart by position, not by text.
  const select = h('select', {
    onchange: () => set(options[select.selectedIndex]?.value ?? null),
  }, options.map((option) =>
    h('option', {selected: option.value === chosen}, plain(option.label, LABEL_CHARS))));
  return h('label', {class: 'control'}, h('span', {}, label), select);
}

function levelBoxes(context: Context, changed: () => void): HTMLElement {
  const {words, filter} = context;
  const toggle = (level: Level) => {
    const levels = new Set(filter.levels);
    if (!levels.delete(level)) levels.add(level);
    filter.levels = levels;
    changed();
  };
  return h('fieldset', {class: 'levels'},
    h('legend', {}, words.level),
    LEVELS_BY_GRAVITY.map((level) => h('label', {class: `level-box ${level}`},
      h('input', {
        type: 'checkbox', checked: filter.levels.has(level), onchange: () => toggle(level),
        'data-level': level,
      }),
      h('span', {'aria-hidden': 'true'}, LEVEL_SHAPES[level]), words.levels[level])));
}

function search(context: Context, changed: () => void): Child {
  const w = context.words.findings;
  let timer = 0;
  const input = h('input', {
    type: 'search', placeholder: w.searchHint, value: context.filter.text, id: 'search',
    autocomplete: 'off', spellcheck: 'false',
    oninput: () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        context.filter.text = input.value;
        changed();
      }, TYPING_PAUSE_MS);
    },
  });
  return h('label', {class: 'control wide'}, h('span', {}, w.search), input);
}

function choices(context: Context, changed: () => void): Child {
  const {document, words, filter} = context;
  const w = words.findings;
  const set = <K extends keyof Filter>(key: K) => (value: string | null) => {
    filter[key] = value as Filter[K];
    changed();
  };
  const hosts = document.hosts.filter((host) => totalOf(host.findings) > 0);
  const sources = [...new Set(document.rules.map((rule) => rule.source))].sort();
  const any = {value: null, label: w.all};
  return [
    choice(w.host, [any, ...hosts.map(({name}) =>
      ({value: name, label: name || words.hosts.unnamed}))], filter.host, set('host')),
    choice(w.tactic, [any, ...document.tactics.map(({tactic}) =>
      ({value: tactic, label: wordsFor(words.tactics, tactic)}))], filter.tactic, set('tactic')),
    sources.length < 2 ? null : choice(w.source, [any, ...sources.map((source) =>
      ({value: source, label: wordsFor(words.read.sources, source)}))], filter.source,
      set('source')),
    choice(w.groupBy, (['rule', 'host'] as Grouping[]).map((grouping) =>
      ({value: grouping, label: w.groupings[grouping]})), filter.grouping, set('grouping')),
    choice(w.sort, SORTS.map((sort: Sort) =>
      ({value: sort, label: w.sorts[sort]})), filter.sort, set('sort')),
  ];
}

export function renderToolbar(
  context: Context, changed: () => void, reset: () => void,
): HTMLElement {
  const w = context.words.findings;
  return h('form', {
    class: 'toolbar', role: 'search', 'aria-label': w.filters,
    onsubmit: (event) => event.preventDefault(),
  },
    search(context, changed),
    choices(context, changed),
    levelBoxes(context, changed),
    h('button', {type: 'button', class: 'reset', onclick: reset}, w.reset));
}
