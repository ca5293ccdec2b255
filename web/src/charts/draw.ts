// Puts charts on the page with Apache ECharts, as SVG: sharp on paper and in any zoom.
import {BarChart, GraphChart, ScatterChart} from 'echarts/charts';
import {
  AxisPointerComponent, GridComponent, MarkLineComponent, TitleComponent, TooltipComponent,
} from 'echarts/components';
import {type EChartsType, init, use} from 'echarts/core';
import {SVGRenderer} from 'echarts/renderers';

import {h} from '../dom';
import type {Chart} from './options';
import {DARK, LIGHT, type Palette} from './palette';

use([
  BarChart, GraphChart, ScatterChart, GridComponent, TooltipComponent, TitleComponent, AxisPointerComponent,
  MarkLineComponent, SVGRenderer,
]);

const PAPER_PX = 680;  // A4 without margins, at 96 pixels an inch
const FONT = 'system-ui, "Hiragino Sans", "Yu Gothic UI", Meiryo, "Noto Sans CJK JP", sans-serif';

// Makes the chart for a box of this many pixels.
export type MakeChart = (palette: Palette, width: number) => Chart;

interface Drawn {
  box: HTMLElement;
  make: MakeChart;
  chart: EChartsType;
  width: number;
}

const drawn = new Set<Drawn>();
const dark = window.matchMedia('(prefers-color-scheme: dark)');
let printing = false;

function draw(one: Drawn, width: number): void {
  one.width = width;
  const {option, height} = one.make(dark.matches && !printing ? DARK : LIGHT, width);
  one.box.style.height = `${height}px`;
  one.chart.resize({width, height});
  one.chart.setOption({...option, textStyle: {fontFamily: FONT}}, {notMerge: true});
}

const widths = new ResizeObserver((entries) => {
  for (const one of drawn) {
    const width = entries.find((entry) => entry.target === one.box)?.contentRect.width ?? 0;
    if (width > 0 && width !== one.width && !printing) draw(one, width);
  }
});

function redraw(): void {
  for (const one of drawn) draw(one, printing ? PAPER_PX : one.box.clientWidth);
}

dark.addEventListener('change', redraw);
window.addEventListener('beforeprint', () => {
  printing = true;
  redraw();
});
window.addEventListener('afterprint', () => {
  printing = false;
  redraw();
});

// A chart with its name for screen readers. `onSelect` gets the index of the bar or label chosen.
export function chartBox(
  label: string, make: MakeChart, onSelect?: (index: number) => void,
): HTMLElement {
  const box = h('div', {class: 'chart', role: 'img', 'aria-label': label});
  // ECharts wants the element on the page and its size: both are known in the next frame.
  requestAnimationFrame(() => {
    if (!box.isConnected) return;
    const chart = init(box, null, {renderer: 'svg', width: box.clientWidth, height: 10});
    const one = {box, make, chart, width: 0};
    drawn.add(one);
    draw(one, box.clientWidth);
    widths.observe(box);
    if (onSelect) {
      chart.on('click', (event: {componentType?: string; dataIndex?: number; value?: unknown}) =>
        onSelect(event.componentType === 'yAxis' ? Number(event.value) : event.dataIndex ?? -1));
    }
  });
  return box;
}

// Forgets all charts, before the page is drawn in another language.
export function disposeCharts(): void {
  for (const one of drawn) {
    widths.unobserve(one.box);
    one.chart.dispose();
  }
  drawn.clear();
}
