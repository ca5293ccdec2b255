// The reader's language in the address: "#lang=ja". The hash works for a file on disk, where storage
// and queries may not, and it travels with a copied link.
import {isLanguage, type Language} from './i18n';

export function languageIn(hash: string): Language | null {
  const named = new URLSearchParams(hash.replace(/^#/, '')).get('lang');
  return isLanguage(named) ? named : null;
}

// The wish in the address, else what the hunt was asked for, else English.
export function chooseLanguage(hash: string, ofDocument: string): Language {
  return languageIn(hash) ?? (isLanguage(ofDocument) ? ofDocument : 'en');
}

export function hashFor(language: Language): string {
  return `#lang=${language}`;
}
