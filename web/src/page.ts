// The whole page: header, sections in reading order, footer.
import type {Context} from './context';
import {SCHEMA_VERSION} from './document';
import {type Child, evidence, h} from './dom';
import {type FindingsSection, renderFindings} from './findings/section';
import {formatMinute} from './format';
import {type Language, LANGUAGES} from './i18n';
import {renderAbout} from './sections/about';
import {renderAttack} from './sections/attack';
import {renderCase} from './sections/case';
import {renderCharts} from './sections/charts';
import {renderFigures} from './sections/figures';
import {renderFiles} from './sections/files';
import {renderHosts} from './sections/hosts';
import {renderIncidents} from './sections/incidents';
import {renderIndicators} from './sections/indicators';
import {renderLosses, renderRulesNotUsed} from './sections/losses';
import {renderMitigations} from './sections/mitigations';
import {renderNextSteps} from './sections/next_steps';
import {renderRead} from './sections/read';
import {renderResembles, someAsked} from './sections/resembles';
import {renderSight} from './sections/sight';
import {renderVerdict} from './sections/verdict';

type SectionName = keyof Context['words']['sections'];

function header(context: Context, chooseLanguage: (language: Language) => void): HTMLElement {
  const {document, language, words} = context;
  const made = document.run.generated_at;
  return h('header', {class: 'top'},
    h('div', {class: 'brand'},
      h('span', {class: 'wordmark'}, h('span', {lang: 'ja'}, '狼煙'), ' noroshi'),
      h('h1', {}, words.page.title)),
    h('div', {class: 'top-side'},
      made === null ? null
        : h('span', {class: 'aside'}, words.page.madeAt(formatMinute(made, language))),
      h('div', {class: 'languages', role: 'group', 'aria-label': words.page.language},
        (Object.keys(LANGUAGES) as Language[]).map((one) => h('button', {
          type: 'button', lang: one, 'aria-pressed': String(one === language),
          onclick: () => chooseLanguage(one),
        }, LANGUAGES[one].name)))));
}

function contents(names: SectionName[], {words}: Context): HTMLElement {
  const go = (name: SectionName) => (event: Event) => {
    event.preventDefault();  // the address holds the language
    scrollToSection(name);
  };
  return h('nav', {class: 'contents', 'aria-label': words.page.contents},
    names.map((name) => h('a', {href: `#${name}`, onclick: go(name)}, words.sections[name])));
}

export function scrollToSection(name: SectionName): void {
  const section = document.getElementById(name);
  section?.scrollIntoView({block: 'start'});
  section?.querySelector('h2')?.focus({preventScroll: true});
}

function section(name: SectionName, {words}: Context, content: Child): HTMLElement {
  return h('section', {id: name, 'aria-labelledby': `${name}-head`},
    h('h2', {id: `${name}-head`, tabindex: -1}, words.sections[name]), content);
}

export interface Page {
  element: DocumentFragment;
  findings: FindingsSection;
}

export function renderPage(
  context: Context, chooseLanguage: (language: Language) => void,
): Page {
  const {document: report, words} = context;
  const findings = renderFindings(context);
  const some = report.findings > 0;
  const parts: [SectionName, boolean, () => Child][] = [
    ['incidents', some, () => renderIncidents(context)],
    ['resembles', someAsked(report), () => renderResembles(context)],
    ['case', report.case !== undefined, () => renderCase(context)],
    ['charts', some, () => renderCharts(context)],
    ['next', true, () => renderNextSteps(context)],
    ['findings', true, () => findings.element],
    ['files', report.suspect_files.length > 0, () => renderFiles(context)],
    ['attack', some, () => renderAttack(context)],
    ['mitigations', some, () => renderMitigations(context)],
    ['indicators', some, () => renderIndicators(context)],
    ['hosts', report.hosts.length > 0, () => renderHosts(context)],
    ['sight', report.visibility !== undefined, () => renderSight(context)],
    ['read', true, () => renderRead(context)],
    ['losses', true, () => renderLosses(context)],
    ['notUsed', true, () => renderRulesNotUsed(context)],
    ['about', true, () => renderAbout(context)],
  ];
  const shown = parts.filter(([, wanted]) => wanted);
  const element = document.createDocumentFragment();
  element.append(
    header(context, chooseLanguage),
    h('main', {},
      report.schema_version === SCHEMA_VERSION ? ''
        : h('p', {class: 'interrupted'}, words.page.schemaUnknown(report.schema_version)),
      renderVerdict(context),
      renderFigures(context),
      contents(shown.map(([name]) => name), context),
      shown.map(([name, , render]) => section(name, context, render()))),
    h('footer', {}, evidence(words.page.footer(report.run.engine_version)), ' · ',
      words.page.utcNote));
  return {element, findings};
}
