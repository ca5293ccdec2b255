// Incidents, gravest first: what happened in sentences, when and where as pictures, then each step.
import {chartBox} from '../charts/draw';
import {graphChart, stepsChart} from '../charts/incident_options';
import type {Context} from '../context';
import type {Incident, IncidentStage} from '../document';
import {type Child, evidence, fold, h, paged, table} from '../dom';
import {badge} from '../findings/badge';
import {formatCount, formatTime} from '../format';
import {wordsFor} from '../i18n';

const OPEN_AT_FIRST = 3;  // each has two charts
const STEPS_AT_ONCE = 25;
const NAMES_SHOWN = 20;

const STAGES = ['delivery', 'implant', 'objectives'] as const;

function ruleTitle(incident: Incident, rule: number, {language}: Context): string {
  const row = incident.rules[rule];
  return (language === 'ja' ? row?.title_ja ?? row?.title : row?.title) ?? '';
}

function names(list: string[], context: Context): Child {
  const shown = list.slice(0, NAMES_SHOWN);
  return [
    shown.map((name, index) => [index > 0 ? ', ' : null, evidence(name)]),
    list.length > shown.length ? context.words.incidents.more(list.length - shown.length) : null,
  ];
}

function fact(name: string, content: Child): Child {
  return [h('dt', {}, name), h('dd', {}, content)];
}

function stage(name: (typeof STAGES)[number], data: IncidentStage | undefined, context: Context) {
  const w = context.words.incidents;
  return h('li', {class: data ? 'seen' : 'unseen'},
    h('strong', {}, wordsFor(w.stages, name)), ' ',
    data ? `${w.findings(data.findings)} · ${formatTime(data.first_seen)}` : w.notSeen);
}

function steps(incident: Incident, context: Context): HTMLElement {
  const {words} = context;
  const w = words.incidents;
  const heads = [w.time, words.hosts.name, words.level, w.what, words.figures.findings];
  return fold({class: 'as-table'}, w.stepsTitle(incident.steps), () => [
    paged(incident.timeline, STEPS_AT_ONCE, w.moreSteps, (slice) =>
      table(w.steps, heads, slice.map((step) => {
        const level = incident.rules[step.rule]?.level ?? 'informational';
        const title = ruleTitle(incident, step.rule, context);
        return [
          formatTime(step.time), evidence(step.host), badge(level, words),
          h('button', {
            type: 'button', class: 'link-button', title: words.attack.showFindings,
            onclick: () => context.showFindings({host: step.host, text: title}),
          }, evidence(title)),
          formatCount(step.count),
        ];
      }), [4])),
    incident.timeline.length < incident.steps
      ? h('p', {class: 'note'}, w.stepsCut(incident.timeline.length)) : null,
  ]);
}

function body(incident: Incident, context: Context): Child {
  const {language, words} = context;
  const w = words.incidents;
  return h('div', {class: 'incident-body'},
    h('p', {}, evidence(incident.narrative[language])),
    h('ol', {class: 'stages'}, STAGES.map((name) => stage(name, incident.stages[name], context))),
    h('h4', {}, w.steps),
    chartBox(w.steps, (palette, width) => stepsChart(
      incident, (rule) => ruleTitle(incident, rule, context), words, palette, width)),
    h('h4', {}, w.graph),
    chartBox(w.graph, (palette, width) => graphChart(incident, words, palette, width)),
    h('p', {class: 'note'}, w.graphNote),
    h('dl', {class: 'facts'},
      fact(words.sections.hosts, names(incident.hosts, context)),
      incident.accounts.length === 0 ? null : fact(w.accounts, names(incident.accounts, context)),
      incident.patient_zero === '' ? null : fact(w.patientZero, evidence(incident.patient_zero)),
      fact(words.attack.technique, names(incident.techniques.map(({id}) => id), context)),
      incident.families.length === 0 ? null : fact(w.families, names(incident.families, context))),
    steps(incident, context));
}

function card(incident: Incident, index: number, context: Context): HTMLElement {
  const {language, words} = context;
  return fold({class: 'incident', open: index < OPEN_AT_FIRST}, [
    badge(incident.level, words), ' ',
    h('strong', {}, evidence(incident.title[language])), ' ',
    h('span', {class: 'aside'}, words.incidents.summary(
      Math.round(incident.score), formatTime(incident.first_seen), formatTime(incident.last_seen))),
  ], () => body(incident, context));
}

export function renderIncidents(context: Context): HTMLElement {
  const {document, words} = context;
  const w = words.incidents;
  const notes = [w.outside(document.findings_outside_incidents)];
  if (document.incidents_not_listed > 0) notes.push(w.notListed(document.incidents_not_listed));
  if (document.findings_left_out_of_incidents > 0) {
    notes.push(w.leftOut(document.findings_left_out_of_incidents));
  }
  return h('div', {},
    h('p', {class: 'intro'}, document.incidents.length === 0 ? w.none : w.intro),
    document.incidents.map((incident, index) => card(incident, index, context)),
    h('p', {class: 'note'}, notes.map((note) => h('span', {class: 'remark'}, note))));
}
