// Reads the pages out of trend.html and shows one; the reader may change the language.
import {disposeCharts} from '../charts/draw';
import {type Child, evidence, h} from '../dom';
import {formatMinute} from '../format';
import {chooseLanguage, hashFor} from '../location';
import {renderBlock} from './blocks';
import type {Section, TrendPage, TrendPages} from './document';

type Language = 'ja' | 'en';
const NAMES: Record<Language, string> = {ja: '日本語', en: 'English'};

const pages = JSON.parse(
  document.getElementById('report-document')?.textContent ?? '') as TrendPages;

function made(language: Language): string {
  const time = formatMinute(pages.generated_at, language);
  return language === 'ja' ? `作成日時 ${time}(UTC)` : `Made ${time} (UTC)`;
}

function header(page: TrendPage, language: Language): HTMLElement {
  return h('header', {class: 'top'},
    h('div', {class: 'brand'},
      h('span', {class: 'wordmark'}, h('span', {lang: 'ja'}, '狼煙'), ' noroshi'),
      h('h1', {}, evidence(page.title)),
      h('span', {class: 'subtitle'}, evidence(page.subtitle))),
    h('div', {class: 'top-side'},
      h('span', {class: 'aside'}, made(language)),
      h('div', {class: 'languages', role: 'group', 'aria-label': page.language_label},
        (Object.keys(NAMES) as Language[]).map((one) => h('button', {
          type: 'button', lang: one, 'aria-pressed': String(one === language),
          onclick: () => {
            history.replaceState(null, '', hashFor(one));
            show(one);
            document.querySelector<HTMLElement>('.languages [aria-pressed="true"]')?.focus();
          },
        }, NAMES[one])))));
}

function contents(page: TrendPage): HTMLElement {
  const go = (id: string) => (event: Event) => {
    event.preventDefault();  // the address holds the language
    document.getElementById(id)?.scrollIntoView({block: 'start'});
  };
  return h('nav', {class: 'contents', 'aria-label': page.contents},
    page.sections.map(({id, title}) =>
      h('a', {href: `#${id}`, onclick: go(id)}, evidence(title))));
}

function section({id, title, blocks}: Section): Child {
  return h('section', {id, 'aria-labelledby': `${id}-head`},
    h('h2', {id: `${id}-head`}, evidence(title)), blocks.map(renderBlock));
}

function show(language: Language): void {
  const page = pages[language];
  document.documentElement.lang = language;
  document.title = `${page.title} – noroshi`;
  disposeCharts();
  document.getElementById('page')?.replaceChildren(
    header(page, language),
    h('main', {}, contents(page), page.sections.map(section)),
    h('footer', {}, evidence(page.footer)));
}

show(chooseLanguage(location.hash, pages.language));
window.addEventListener('hashchange', () => show(chooseLanguage(location.hash, pages.language)));
