// A level as a mark: shape, word and colour, so that none of them is the only signal.
import type {Level} from '../document';
import {h} from '../dom';
import type {Messages} from '../i18n';

export const LEVEL_SHAPES: Record<Level, string> = {
  critical: '◆',
  high: '▲',
  medium: '●',
  low: '○',
  informational: '–',
};

export function badge(level: Level, words: Messages): HTMLElement {
  return h('span', {class: `badge ${level}`},
    h('span', {class: 'shape', 'aria-hidden': 'true'}, LEVEL_SHAPES[level]), words.levels[level]);
}
