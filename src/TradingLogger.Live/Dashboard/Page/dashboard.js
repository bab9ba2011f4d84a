// Keeps the stream of snapshots open. Each message has the whole state, so that a message that was missed harms nothing;
// the id of the last one tells the server which events this page has.
import { show, announce } from './view.js';
import { addEvents } from './events.js';

const SilenceIsLost = 10_000;
const FirstRetry = 1_000;
const LastRetry = 15_000;

const connection = document.getElementById('connection');
const banner = document.getElementById('banner');
const pause = document.getElementById('pause');

let source = null;
let last = '';
let heard = Date.now();
let lostSince = null;
let retry = FirstRetry;
let retryAt = 0;
let isEnded = false;
let isPaused = false;
let newest = null;
let waiting = [];

const timeOf = moment => new Date(moment).toLocaleTimeString('en-GB');

function tell(kind, text, warning) {
  connection.className = `verdict ${kind}`;
  connection.textContent = text;
  document.body.classList.toggle('stale', kind === 'bad');
  banner.hidden = !warning;
  banner.textContent = warning;
}

function showConnection() {
  if (isEnded)
    tell('bad', 'Ended', `The dashboard was ended at ${timeOf(lostSince)}. What is shown is of before.`);
  else if (lostSince !== null)
    tell('bad', `Connection lost since ${timeOf(lostSince)}`,
      `Connection lost since ${timeOf(lostSince)}: what is shown is of before. If the dashboard was started anew, `
        + 'open its new address.');
  else if (isPaused)
    tell('wait', 'Paused', 'Paused: what is shown stands still, and catches up when you go on.');
  else if (newest && !newest.state.isCaughtUp)
    tell('wait', 'Reading', 'The log is being read: the figures are not complete yet.');
  else if (newest)
    tell('live', 'Live', '');
}

function lose() {
  if (lostSince === null) {
    lostSince = heard;
    announce(`Connection lost since ${timeOf(lostSince)}.`);
  }
  showConnection();
}

function render() {
  if (isPaused || newest === null)
    return;
  for (const message of waiting)
    addEvents(message);
  waiting = [];
  show(newest.state);
  showConnection();
}

function take(event) {
  heard = Date.now();
  retry = FirstRetry;
  if (lostSince !== null)
    announce(`Connected again after ${Math.round((heard - lostSince) / 1000)} seconds.`);
  lostSince = null;
  last = event.lastEventId;
  newest = JSON.parse(event.data);
  waiting.push(newest);
  // A page that is paused for hours keeps no more than it can show.
  if (waiting.length > 1000)
    waiting.splice(0, 500);
  if (isPaused)
    showConnection();
  else
    render();
}

function connect() {
  source?.close();
  source = new EventSource(last ? `stream?last=${encodeURIComponent(last)}` : 'stream');
  source.onmessage = take;
  source.onerror = lose;
  source.addEventListener('end', () => {
    source.close();
    lostSince = Date.now();
    isEnded = true;
    showConnection();
    announce('The dashboard was ended.');
  });
}

// A browser gives up after an answer that is no stream, and a machine that slept does not know that its connection is gone.
function watch() {
  const now = Date.now();
  const isSilent = now - heard > SilenceIsLost;
  if (isEnded || !(isSilent || source.readyState === EventSource.CLOSED))
    return;
  lose();
  if (now < retryAt)
    return;
  retryAt = now + retry;
  retry = Math.min(2 * retry, LastRetry);
  connect();
}

pause.addEventListener('click', () => {
  isPaused = !isPaused;
  pause.setAttribute('aria-pressed', String(isPaused));
  pause.textContent = isPaused ? 'Go on' : 'Pause';
  render();
  showConnection();
});
document.addEventListener('visibilitychange', () => document.hidden || watch());
window.addEventListener('online', watch);
setInterval(watch, 1000);
connect();
