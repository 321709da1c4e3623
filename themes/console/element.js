/**
 * Makes an element. Texts become text nodes and never markup, so that nothing which a user or a vendor wrote can act.
 *
 * @param tag its name; those of drawings are made as SVG
 * @param props attributes; on… are listeners, value and checked are set as properties, null and false are left out
 * @param children elements, texts and lists of them; null and false are left out
 */
export function h(tag, props, ...children) {
  const element = SVG.has(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'value' || name === 'checked' || name === 'selected') {
      late.push([element, name, value]);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  // A list knows its value, and a number field its bounds, once all of it is there.
  for (const [target, name, value] of late.splice(0)) {
    if (value !== null && value !== undefined) {
      SVG.has(tag) ? target.setAttribute(name, value) : target[name] = value;
    }
  }
  return element;
}

const SVG = new Set(['svg', 'rect', 'g', 'line', 'path', 'text']);
const late = [];
