import { h } from '../element.js';

/** Not built yet. */
export const tab = { id: 'overview', title: 'Overview', render: (root) => { root.append(h('p', {}, 'Soon.')); } };
