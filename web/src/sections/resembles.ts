// Whom the incidents resemble: a verdict each, and behind it every reason, unfolding. The words never
// say who did it.
import type {Context} from '../context';
import type {Evidence, Incident, LookNext, ReportDocument, Resemblance, SetName} from '../document';
import {type Child, evidence, fold, h, table} from '../dom';
import {badge} from '../findings/badge';
import {formatCount} from '../format';
import {wordsFor} from '../i18n';

const OPEN_AT_FIRST = 1;  // the gravest incident's

export function someAsked(document: ReportDocument): boolean {
  return document.incidents.some((incident) => incident.attribution !== undefined);
}

const nameOf = ({id, name}: SetName) => `${id} ${name}`;

// "+3.4", "−1.9": a minus sign that a reader sees.
export function formatWeight(weight: number): string {
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`;
}

// Of rules "9/27" and as many as expected; all else names itself.
function textOf(item: Evidence, context: Context): string {
  if (item.kind === 'rules_fired') {
    const [fired = '', rules = ''] = item.id.split('/');
    return context.words.resembles.rulesFired(fired, rules, item.name);
  }
  return item.name === '' ? item.id : `${item.id} ${item.name}`;
}

function items(title: string, list: Evidence[], context: Context): Child {
  const w = context.words.resembles;
  if (list.length === 0) return [h('h5', {}, title), h('p', {class: 'note'}, w.none)];
  return [
    h('h5', {}, title),
    table(title, [w.what, w.kind, w.weight, w.sets], list.map((item) => [
      [
        evidence(textOf(item, context)),
        item.reports.length === 0 ? null : h('div', {class: 'aside'}, `${w.reports}: `,
          item.reports.map((report, index) => [index > 0 ? ', ' : null, evidence(report)])),
      ],
      wordsFor(w.kinds, item.kind),
      formatWeight(item.weight),
      item.sets === 0 ? '–' : formatCount(item.sets),
    ]), [2, 3]),
  ];
}

function unfolded(set: Resemblance, open: boolean, context: Context): HTMLElement {
  const w = context.words.resembles;
  return fold({class: 'as-table resemblance', open},
    evidence(w.unfold(nameOf(set.intrusion_set), set.confidence)), () => [
      items(w.for, set.for, context),
      items(w.against, set.against, context),
      items(w.missing, set.missing, context),
      set.rival === null ? null
        : h('p', {class: 'note'}, `${w.rival}: `, evidence(nameOf(set.rival))),
    ]);
}

function next(list: LookNext[], context: Context): Child {
  const w = context.words.resembles;
  if (list.length === 0) return null;
  return [
    h('h4', {}, w.next),
    table(w.next, [w.what, w.pointsTo, w.sight], list.map((look) => [
      evidence(`${look.id} ${look.name}`),
      evidence(nameOf(look.points_to)),
      look.blind ? h('span', {class: 'blind'}, w.blind) : w.visible,
    ])),
  ];
}

function body(incident: Incident, context: Context): Child {
  const {words} = context;
  const w = words.resembles;
  const sets = incident.attribution ?? [];
  const unknown = incident.not_known ?? [];
  return h('div', {class: 'incident-body'},
    sets.map((set, index) => unfolded(set, index === 0 && incident.abstained === false, context)),
    sets.length === 0 ? null : h('p', {class: 'note'}, w.weightNote),
    next(incident.look_next ?? [], context),
    unknown.length === 0 ? null : h('p', {class: 'note'}, `${w.notKnown}: `,
      unknown.map((name, index) => [index > 0 ? ', ' : null, evidence(name)])));
}

function card(incident: Incident, index: number, context: Context): HTMLElement {
  const {language, words} = context;
  const w = words.resembles;
  return fold({class: 'incident', open: index < OPEN_AT_FIRST}, [
    badge(incident.level, words), ' ',
    h('span', {class: incident.abstained === false ? 'answer named' : 'answer'},
      incident.abstained === false ? w.named : w.open), ' ',
    evidence(incident.title[language]),
    h('p', {class: 'answer-text'}, evidence(incident.verdict?.[language] ?? '')),
  ], () => body(incident, context));
}

export function renderResembles(context: Context): HTMLElement {
  const asked = context.document.incidents.filter(({attribution}) => attribution !== undefined);
  return h('div', {},
    h('p', {class: 'intro'}, context.words.resembles.intro),
    asked.map((incident, index) => card(incident, index, context)));
}
