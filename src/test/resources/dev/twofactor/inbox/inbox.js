'use strict';

const list = document.getElementById('messages');
const empty = document.getElementById('empty');
const template = document.getElementById('message');
let shown = '';

// Everything goes in as text: what a message says is never markup of this page.
function item(message) {
  const node = template.content.firstElementChild.cloneNode(true);
  node.className = message.channel === 'sms' ? 'sms' : 'email';
  node.querySelector('.channel').textContent = message.channel === 'sms' ? 'Text message' : 'Mail';
  node.querySelector('.to').textContent = message.to;
  node.querySelector('time').textContent = new Date(message.at).toLocaleTimeString();
  node.querySelector('time').dateTime = message.at;
  node.querySelector('.text').textContent = message.text;
  if (message.html) {
    node.querySelector('details').hidden = false;
    node.querySelector('iframe').srcdoc = message.html;
  }
  return node;
}

async function refresh() {
  const answer = await fetch('api/messages', { cache: 'no-store' });
  const messages = (await answer.json()).reverse().slice(0, 200);
  const now = messages.map((message) => message.id).join();
  if (now !== shown) {
    shown = now;
    list.replaceChildren(...messages.map(item));
    empty.hidden = messages.length > 0;
  }
}

async function loop() {
  try {
    await refresh();
  } catch (trouble) {
    // The demo was stopped; it may come back.
    console.info('inbox not reachable', trouble.name);
  }
  setTimeout(loop, 1000);
}

document.getElementById('clear').addEventListener('click', async () => {
  await fetch('api/messages', { method: 'DELETE' });
  await refresh();
});

loop();
