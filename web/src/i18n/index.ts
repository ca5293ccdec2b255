// The languages of the page.
import {en, type Messages} from './en';
import {ja} from './ja';

export type {Messages};
export type Language = 'en' | 'ja';

export const LANGUAGES: Record<Language, {name: string; messages: Messages}> = {
  ja: {name: '日本語', messages: ja},
  en: {name: 'English', messages: en},
};

export function isLanguage(text: unknown): text is Language {
  return text === 'en' || text === 'ja';
}

// The words for a name that the program or a rule gave; the name itself when there are none.
export function wordsFor(names: Record<string, string>, name: string): string {
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name;
}
