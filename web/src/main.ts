// Reads the document out of the page and shows it; draws anew when the language changes.
import {disposeCharts} from './charts/draw';
import {type Context, freshFilter} from './context';
import type {ReportDocument} from './document';
import {LANGUAGES, type Language} from './i18n';
import {chooseLanguage, hashFor} from './location';
import {type Page, renderPage, scrollToSection} from './page';

function readDocument(): ReportDocument {
  const text = document.getElementById('report-document')?.textContent ?? '';
  return JSON.parse(text) as ReportDocument;
}

const report = readDocument();
const filter = freshFilter();
let page: Page;

function show(language: Language): void {
  const words = LANGUAGES[language].messages;
  const context: Context = {
    document: report, language, words, filter,
    showFindings: (change) => {
      Object.assign(filter, freshFilter(), change);
      page.findings.refresh();
      scrollToSection('findings');
    },
  };
  document.documentElement.lang = language;
  document.title = words.page.documentTitle;
  disposeCharts();
  page = renderPage(context, (chosen) => {
    history.replaceState(null, '', hashFor(chosen));
    show(chosen);
    document.querySelector<HTMLElement>('.languages [aria-pressed="true"]')?.focus();
  });
  document.getElementById('page')?.replaceChildren(page.element);
}

show(chooseLanguage(location.hash, report.run.language));
window.addEventListener('hashchange', () =>
  show(chooseLanguage(location.hash, report.run.language)));
window.addEventListener('beforeprint', () => page.findings.expand());
