// How to read the report.
import type {Context} from '../context';
import {evidence, h} from '../dom';

export function renderAbout({words}: Context): HTMLElement {
  const points = words.about.points;
  return h('ul', {class: 'about'}, points.map((point, index) =>
    h('li', {}, point, index === points.length - 1 ? [' ', evidence('\u202e')] : null)));
}
