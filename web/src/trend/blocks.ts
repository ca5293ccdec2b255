// One block of a trend page as an element.
import {CustomChart, PieChart} from 'echarts/charts';
import {GraphicComponent} from 'echarts/components';
import {use} from 'echarts/core';

import {chartBox} from '../charts/draw';
import {LIGHT} from '../charts/palette';
import {type Child, evidence, h} from '../dom';
import {barStyle, pieOption, timelineOption} from './charts';
import type {Block, Cell, Pie, Reach, Table, Timeline, Tone} from './document';

use([CustomChart, PieChart, GraphicComponent]);

const CLASSES: Record<Tone, string | null> = {plain: null, not_stated: 'not-stated', own: 'own'};
const SVG = 'http://www.w3.org/2000/svg';

function toned({text, tone}: Cell): Child {
  const name = CLASSES[tone];
  return name === null ? evidence(text) : h('span', {class: name}, evidence(text));
}

function table({caption, heads, shares, rows}: Table): HTMLElement {
  return h('div', {class: 'table-box', tabindex: 0, role: 'region', 'aria-label': caption},
    h('table', {class: 'trend-table'},
      h('caption', {class: 'unseen'}, caption),
      h('colgroup', {}, shares.map((share) => h('col', {width: `${share}%`}))),
      h('thead', {}, h('tr', {}, heads.map((head) => h('th', {scope: 'col'}, evidence(head))))),
      h('tbody', {}, rows.map((row) => h('tr', {}, row.map((cell, column) =>
        column === 0 ? h('th', {scope: 'row'}, toned(cell)) : h('td', {}, toned(cell))))))));
}

// The bar itself as a sample, so that paper needs no colour.
function sample(reach: Reach): SVGElement {
  const style = barStyle(reach, LIGHT);
  const svg = document.createElementNS(SVG, 'svg');
  const rect = document.createElementNS(SVG, 'rect');
  for (const [name, value] of [['width', '34'], ['height', '16'], ['aria-hidden', 'true']] as const) {
    svg.setAttribute(name, value);
  }
  const attributes: Record<string, string> = {
    x: '1', y: '1', width: '32', height: '14', rx: '2', fill: style.fill, stroke: style.stroke,
    'stroke-width': String(style.lineWidth), 'stroke-dasharray': style.lineDash?.join(' ') ?? 'none',
  };
  for (const [name, value] of Object.entries(attributes)) rect.setAttribute(name, value);
  svg.append(rect);
  return svg;
}

function timeline(chart: Timeline): HTMLElement {
  return h('div', {class: 'chart-panel'}, h('h3', {}, chart.caption),
    chartBox(chart.caption, (palette, width) => timelineOption(chart, palette, width)),
    h('ul', {class: 'legend'}, chart.legend.map(({reach, text}) =>
      h('li', {}, sample(reach), text))));
}

function pie(chart: Pie): HTMLElement {
  return h('div', {class: 'chart-panel'}, h('h3', {}, chart.caption),
    chartBox(chart.caption, (palette, width) => pieOption(chart, palette, width)));
}

export function renderBlock(block: Block): HTMLElement {
  switch (block.kind) {
    case 'paragraph': return h('p', {}, evidence(block.text));
    case 'note': return h('p', {class: 'note'}, evidence(block.text));
    case 'heading': return h('h3', {}, evidence(block.text));
    case 'list': return h('ul', {}, block.items.map((item) => h('li', {}, evidence(item))));
    case 'table': return table(block);
    case 'timeline': return timeline(block);
    case 'pie': return pie(block);
  }
}
