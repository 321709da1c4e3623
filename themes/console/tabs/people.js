import { h } from '../element.js';

/** Not built yet. */
export const tab = { id: 'people', title: 'People', render: (root) => { root.append(h('p', {}, 'Soon.')); } };
