import { h } from './element.js';

const HIGH = 100;

const table = (label, columns, rows) => h('details', {}, h('summary', {}, 'As a table'),
  h('div', { class: 'tf-scroll', tabindex: 0, role: 'region', 'aria-label': label }, h('table', {},
    h('thead', {}, h('tr', {}, columns.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, rows.map(([name, ...cells]) => h('tr', {}, h('th', { scope: 'row' }, name), cells.map((cell) => h('td', {}, cell))))))));

/**
 * Upright bars, such as one for each day, and the numbers as a table.
 *
 * @param label what it shows, in a sentence
 * @param columns names of the table's columns
 * @param rows [name, number, part of the number that is drawn in red, or 0]
 * @param said makes a number a text
 */
export function bars({ label, columns, rows, said = String }) {
  const most = Math.max(...rows.map((row) => row[1]), 0) || 1;
  const width = 10;
  const bar = (place, from, number, kind) => h('rect', {
    x: place * width + 1, y: HIGH - (from + number) / most * HIGH, width: width - 2, height: number / most * HIGH, class: kind,
  });
  return h('figure', {}, h('svg', {
    role: 'img', 'aria-label': label, viewBox: `0 0 ${Math.max(rows.length, 1) * width} ${HIGH}`, preserveAspectRatio: 'none', class: 'tf-bars',
  }, rows.map(([, all, bad], place) => [bar(place, 0, all - bad, 'tf-good'), bar(place, all - bad, bad, 'tf-bad')])),
  h('figcaption', { class: 'tf-ends' }, h('span', {}, rows[0]?.[0]), h('span', {}, `highest ${said(most)}`), h('span', {}, rows.at(-1)?.[0])),
  table(label, columns, rows.map(([name, all, bad]) => [name, said(all), ...columns[2] ? [said(bad)] : []])));
}

/** Lying bars with their names and numbers as texts: rows are [name, number, text]; whole is what fills a bar. */
export const shares = (rows, whole) => h('ul', { class: 'tf-shares' }, rows.map(([name, number, text]) => h('li', {},
  h('span', {}, name), h('span', {}, text),
  h('svg', { viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    h('rect', { width: 100, height: 4, class: 'tf-none' }), h('rect', { width: whole ? number / whole * 100 : 0, height: 4, class: 'tf-good' })))));
