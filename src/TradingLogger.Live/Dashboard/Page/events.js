// The last events, the latest first. All text of the log becomes text nodes: nothing of it is read as HTML.
const Kept = 500;

const rows = document.getElementById('event-rows');
const note = document.getElementById('events-note');
const none = document.getElementById('events-none');
const region = rows.closest('.scroll');
const search = document.getElementById('search');

// What a line begins with stands in columns of its own.
const Opening = /^\{"timestamp": "[^"\\]*", "action": "(?:[^"\\]|\\.)*"(?:, )?/;

function cell(text, name) {
  const made = document.createElement('td');
  made.className = name;
  made.textContent = text ?? '';
  return made;
}

// The log writes letters beyond ASCII as escapes; who searches types the letters.
function decoded(line) {
  try {
    return JSON.stringify(JSON.parse(line)).toLowerCase();
  } catch {
    return '';
  }
}

function rowOf(event) {
  const row = document.createElement('tr');
  const opening = Opening.exec(event.line);
  const rest = opening ? event.line.slice(opening[0].length).replace(/\}$/, '') : event.line;
  row.append(
    cell(event.time, ''), cell(event.action, 'name'), cell(event.symbol, 'name'), cell(rest, 'mono'));
  row.words = `${event.time}\n${event.action}\n${event.symbol ?? ''}\n${event.line}`.toLowerCase();
  if (event.line.includes('\\u'))
    row.words += decoded(event.line);
  row.dataset.number = event.number;
  return row;
}

function missedRow(count) {
  const row = document.createElement('tr');
  row.className = 'missed';
  const text = cell(`${count.toLocaleString('en')} events in between are not shown here; Get-TradeEvent has them.`, '');
  text.colSpan = 4;
  row.append(text);
  row.words = '';
  return row;
}

function filter(candidates) {
  const wanted = search.value.toLowerCase().split(/\s+/);
  for (const row of candidates)
    row.hidden = !wanted.every(word => row.words.includes(word));
}

function showCount() {
  const all = rows.querySelectorAll('tr:not(.missed)').length;
  const found = rows.querySelectorAll('tr:not(.missed):not([hidden])').length;
  none.hidden = all > 0;
  region.hidden = all === 0;
  const text = search.value.trim() === ''
    ? 'the latest first'
    : `${found} of the last ${all} contain it; Get-TradeEvent searches the whole log`;
  // A note that does not change is not read out again.
  if (note.textContent !== text)
    note.textContent = text;
}

// Takes the events of a message.
export function addEvents(message) {
  if (message.isNew)
    rows.replaceChildren();
  if (message.events.length === 0)
    return;
  for (const row of rows.querySelectorAll('tr.new'))
    row.classList.remove('new');
  const made = message.events.slice(-Kept).map(rowOf).reverse();
  if (message.missed > 0)
    made.push(missedRow(message.missed));
  filter(made);
  if (!message.isNew)
    made.forEach(row => row.classList.add('new'));
  rows.prepend(...made);
  while (rows.children.length > Kept)
    rows.lastElementChild.remove();
  showCount();
}

search.addEventListener('input', () => {
  filter(rows.children);
  showCount();
});
