// What to do next: general steps of triage, chosen by what is in the document. Each step is here
// because of a fact of the report, never because of a guess about the attacker.
import type {Context} from '../context';
import {countOf, graveOf, type ReportDocument, type Rule} from '../document';
import {type Child, evidence, fold, h} from '../dom';
import {canonicalTactic} from '../findings/filter';
import {blindChannels} from './channels';

const HOSTS_NAMED = 5;
// Clear Windows Event Logs and its parents' other ids, in ATT&CK v18 and v19.
const LOG_CLEARING = ['T1070.001', 'T1685.005'];
// Reasons that only the author or the user of a rule can mend.
const RULE_ERRORS = ['yaml', 'invalid', 'unknown_modifier', 'bad_regex', 'missing_placeholder'];

export type StepName =
  | 'finish' | 'hosts' | 'preserve' | 'legitimate' | 'cleared' | 'impair' | 'credentials'
  | 'lateral' | 'persistence' | 'c2' | 'lesser' | 'blind' | 'loss' | 'rules' | 'widen';

// Steps that follow from a tactic, when a rule of at least medium level names it.
const BY_TACTIC: [StepName, string[]][] = [
  ['impair', ['defense-impairment']],
  ['credentials', ['credential-access']],
  ['lateral', ['lateral-movement']],
  ['persistence', ['persistence']],
  ['c2', ['command-and-control', 'exfiltration']],
];

const weighty = (rule: Rule) => rule.level !== 'low' && rule.level !== 'informational';

export function stepsFor(document: ReportDocument): StepName[] {
  const {run} = document;
  const grave = graveOf(document.findings_by_level) > 0;
  const rules = document.rules.filter(weighty);
  const tactics = new Set(rules.flatMap((rule) => rule.tactics.map(canonicalTactic)));
  const cleared = rules.some((rule) => rule.techniques.some((id) => LOG_CLEARING.includes(id)));
  const lesser = document.findings > 0 &&
    (!grave || countOf(document.findings_by_level, 'medium') > 0);
  const lost = run.bytes_damaged > 0 || run.files_not_read > 0 ||
    document.losses.some((loss) => loss.lost_records > 0);
  const broken = RULE_ERRORS.some((reason) => (document.rules_not_used_by_reason[reason] ?? 0) > 0);
  const wanted: [StepName, boolean][] = [
    ['finish', run.interrupted],
    ['hosts', grave],
    ['preserve', grave],
    ['legitimate', document.findings > 0],
    ['cleared', cleared],
    ...BY_TACTIC.map(([step, names]): [StepName, boolean] =>
      [step, names.some((name) => tactics.has(name))]),
    ['lesser', lesser],
    ['loss', lost],
    ['blind', blindChannels(document).length > 0],
    ['rules', broken],
    ['widen', !grave],
  ];
  return wanted.filter(([, holds]) => holds).map(([step]) => step);
}

function extra(step: StepName, context: Context): Child {
  const {document, words} = context;
  if (step === 'blind') {
    const blind = blindChannels(document);
    return fold({class: 'as-table'}, words.next.blindList(blind.length), () =>
      h('ul', {class: 'names'}, blind.map((channel) =>
        h('li', {}, channel.name, ': ', h('span', {class: 'aside'}, words.channels[channel.key])))));
  }
  if (step !== 'hosts') return null;
  const hosts = document.hosts.filter((host) => graveOf(host.findings) > 0).slice(0, HOSTS_NAMED);
  return h('p', {class: 'host-buttons'}, hosts.map((host) =>
    h('button', {
      type: 'button', class: 'link-button',
      onclick: () => context.showFindings({host: host.name, grouping: 'rule', sort: 'first'}),
    },
      host.name === '' ? words.hosts.unnamed : evidence(host.name),
      h('span', {class: 'aside'}, ' ', (['critical', 'high'] as const)
        .filter((level) => countOf(host.findings, level) > 0)
        .map((level) => `${words.levels[level]} ${countOf(host.findings, level)}`).join(' · ')))));
}

export function renderNextSteps(context: Context): HTMLElement {
  const w = context.words.next;
  return h('ol', {class: 'steps'}, stepsFor(context.document).map((step) =>
    h('li', {}, h('h3', {}, w[`${step}Title`]), h('p', {}, w[step]), extra(step, context))));
}
