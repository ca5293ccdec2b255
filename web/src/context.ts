// What every part of the page needs: the document, the words, and the reader's choices.
import type {ReportDocument} from './document';
import {DEFAULT_FILTER, type Filter} from './findings/filter';
import type {Language, Messages} from './i18n';

export interface Context {
  document: ReportDocument;
  language: Language;
  words: Messages;
  filter: Filter;
  // Replaces parts of the filter, redraws the findings and moves there.
  showFindings: (filter: Partial<Filter>) => void;
}

export function freshFilter(): Filter {
  return {...DEFAULT_FILTER, levels: new Set(DEFAULT_FILTER.levels)};
}
