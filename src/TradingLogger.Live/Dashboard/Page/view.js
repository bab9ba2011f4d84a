// Shows a state. All text of the log becomes text nodes: nothing of it is read as HTML.
const Svg = 'http://www.w3.org/2000/svg';
const AnnounceEvery = 15_000;

const byId = id => document.getElementById(id);
const shownParts = new Map();
let announcedAt = 0;
let announcedFills = null;
let firing = null;

// Reads a sentence out to those who do not see the page.
export function announce(sentence) {
  byId('news').textContent = sentence;
  announcedAt = Date.now();
}

// Whether a part differs from what is shown: what did not change is left alone, with its selection and its focus.
function isNews(name, part) {
  const text = JSON.stringify(part);
  if (shownParts.get(name) === text)
    return false;
  shownParts.set(name, text);
  return true;
}

function set(id, text, tone) {
  const target = byId(id);
  if (target.textContent !== text)
    target.textContent = text;
  if (tone !== undefined && target.className !== tone)
    target.className = tone;
}

// A text whose letters run from right to left moves nothing outside its element.
function isolated(text) {
  const made = document.createElement('bdi');
  made.textContent = text;
  return made;
}

function showEach(id, texts) {
  const target = byId(id);
  if (target.textContent !== texts.join(', '))
    target.replaceChildren(...texts.flatMap((text, index) => index === 0 ? [isolated(text)] : [', ', isolated(text)]));
}

function cell(text, name = '', tag = 'td') {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text ?? '';
  if (tag === 'th')
    made.scope = 'row';
  return made;
}

function number(amount) {
  const made = cell(amount.shown, 'number');
  made.dataset.value = amount.value;
  return made;
}

function fee(each) {
  const made = number(each.fee);
  if (each.feeCurrency)
    made.append(' ', isolated(each.feeCurrency));
  return made;
}

function fill(id, items, cellsOf) {
  if (!isNews(id, items))
    return;
  const body = byId(id);
  body.replaceChildren(...items.map(item => {
    const row = document.createElement('tr');
    row.append(...cellsOf(item));
    return row;
  }));
  const region = body.closest('.scroll');
  const none = byId(`${id}-none`);
  if (region && none) {
    region.hidden = items.length === 0;
    none.hidden = items.length > 0;
  }
}

const side = word => cell(word, `side-${/^(buy|long|b|1)$/i.test(word ?? '') ? 'BUY' : /^(sell|short|s|2)$/i.test(word ?? '') ? 'SELL' : ''}`);
const plural = (count, one, many) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

function shape(tag, attributes) {
  const made = document.createElementNS(Svg, tag);
  for (const [name, value] of Object.entries(attributes))
    made.setAttribute(name, value);
  return made;
}

function showNet(state) {
  const currencies = state.currencies;
  const one = currencies.length === 1 ? currencies[0] : null;
  const net = byId('net');
  set('net-name', `Net P&L${one && one.currency ? ` ${one.currency}` : ''}`);
  if (currencies.length > 1) {
    set('net', '–', 'even');
    net.dataset.value = '';
    showEach('net-note', currencies.map(each => `${each.net.shown} ${each.currency || '(unknown currency)'}`));
    return;
  }
  set('net', one ? one.net.shown : '0.00', one ? one.net.tone : 'even');
  net.dataset.value = one ? one.net.value : '0';
  set('net-note', one
    ? `gross ${one.gross.shown}, fees ${one.fees.shown}, largest fall ${one.drawdown.shown}`
    : 'nothing was closed today');
}

function showTiles(state) {
  showNet(state);
  set('win-rate', state.winRate.shown);
  set('win-rate-note', `${state.wins} won, ${state.losses} lost`);
  set('open-orders', state.orderCount.toLocaleString('en'));
  set('open-orders-note', `${plural(state.ordersPlaced, 'order', 'orders')} placed today`);
  set('open-positions', state.positionCount.toLocaleString('en'));
  set('open-positions-note', `${plural(state.closed, 'close', 'closes')} today`);
  set('fill-count', state.fillCount.toLocaleString('en'));
  set('fill-count-note', `fill ratio ${state.fillRatio.shown}`);
  const latency = state.latencies[1];
  set('latency', latency.p50);
  set('latency-note', latency.count > 0 ? `median; p99 ${latency.p99}` : 'no order was filled');
  set('rate', state.eventsPerSecond);
  set('rate-note', `${plural(state.events, 'event', 'events')} today`);
  set('errors', state.errors.toLocaleString('en'), state.errors > 0 ? 'bad' : state.warnings > 0 ? 'careful' : '');
  set('errors-note', plural(state.warnings, 'warning', 'warnings'));
  const findings = state.health.findings;
  set('finding-count', findings.toLocaleString('en'), findings > 0 ? 'careful' : '');
  set('finding-count-note', findings > 0 ? 'does not reconcile, see below' : 'reconciled');
}

function showEquity(state) {
  if (!isNews('equity', [state.equity, state.equityCurrency, state.time.slice(0, 5)]))
    return;
  const chart = byId('equity');
  const points = state.equity.map(([x, y]) => [x, Number(y)]);
  const isEmpty = points.length === 0;
  chart.toggleAttribute('hidden', isEmpty);
  byId('equity-axis').hidden = isEmpty;
  byId('equity-none').hidden = !isEmpty;
  set('equity-title', `Net P&L today${state.equityCurrency ? ` in ${state.equityCurrency}` : ''}`);
  set('equity-note', isEmpty ? '' : `lowest ${state.lowest.shown}, highest ${state.highest.shown}, now ${state.level.shown}`);
  if (isEmpty)
    return;
  const [from, to] = [Math.min(points[0][0], 0), Math.max(state.now, points.at(-1)[0])];
  const values = points.map(point => point[1]).concat(0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = value => (1120 * (value - from) / Math.max(1, to - from)).toFixed(1);
  const y = value => (210 - 200 * (value - low) / (high - low || 1)).toFixed(1);
  let path = `M${x(points[0][0])} ${y(0)}`;
  for (const [time, value] of points)
    path += `H${x(time)}V${y(value)}`;
  path += 'H1120';
  const parts = [['gain', 0, y(0)], ['loss', y(0), 220 - y(0)]].flatMap(([tone, top, height]) => {
    const clip = shape('clipPath', { id: `part-${tone}` });
    clip.append(shape('rect', { x: 0, width: 1120, y: top, height }));
    return [clip,
      shape('path', { class: `under ${tone}`, d: `${path}V${y(0)}Z`, 'clip-path': `url(#part-${tone})` }),
      shape('path', { class: `curve ${tone}`, d: path, 'clip-path': `url(#part-${tone})` })];
  });
  chart.replaceChildren(...parts, shape('line', { class: 'zero', x1: 0, x2: 1120, y1: y(0), y2: y(0) }));
  const clock = milliseconds => {
    const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  };
  byId('equity-axis').replaceChildren(cell(clock(from), '', 'span'), cell(clock((from + to) / 2), '', 'span'), cell(clock(to), '', 'span'));
}

function showMinutes(state) {
  if (!isNews('minutes', state.minutes))
    return;
  const minutes = state.minutes;
  const most = Math.max(1, ...minutes.map(minute => minute.events + minute.warnings + minute.errors));
  const bars = [];
  minutes.forEach((minute, index) => {
    let y = 110;
    for (const kind of ['errors', 'warnings', 'events']) {
      if (minute[kind] === 0)
        continue;
      // One error among thousands of events is still to be seen.
      const height = Math.max(2, 104 * minute[kind] / most);
      y -= height;
      bars.push(shape('rect', { class: `bar-${kind}`, x: index * 10 + 1, width: 8, y: Math.max(0, y).toFixed(1), height: height.toFixed(1) }));
    }
  });
  byId('minutes').replaceChildren(...bars);
  const sum = kind => minutes.reduce((total, minute) => total + minute[kind], 0);
  set('minutes-note', `${plural(sum('events'), 'event', 'events')}, ${plural(sum('warnings'), 'warning', 'warnings')}, `
    + plural(sum('errors'), 'error', 'errors'));
  byId('minutes-axis').replaceChildren(cell(minutes[0].start, '', 'span'), cell(minutes.at(-1).start, '', 'span'));
}

function healthRows(state) {
  const health = state.health;
  const rows = [
    ['Last event', health.lastEvent ? `${health.lastEvent}, ${health.lastEventAge} ago` : 'none yet', ''],
    ['Writers, last 15 min', health.writers.length > 0
      ? health.writers.slice(0, 8).map(writer =>
        [writer.process && `process ${writer.process}`, writer.host && `on ${writer.host}`,
          !writer.process && writer.session && `session ${writer.session.slice(0, 8)}`,
          `(${writer.age} ago)`].filter(Boolean).join(' ')).join(', ')
      : 'not known: the events do not say (setting evidence = pid)', ''],
    ['Free disk', health.freeDisk ?? 'not known', health.isDiskLow ? 'bad' : ''],
    ['Chain', health.chainNumber === 0
      ? 'the lines are not chained'
      : health.chainBreaks === 0
        ? `numbers follow each other up to ${health.chainNumber.toLocaleString('en')}`
        : `numbers do not follow each other, ${plural(health.chainBreaks, 'time', 'times')}: run Test-TradeLog`,
      health.chainBreaks > 0 ? 'bad' : ''],
    ['Damage', health.damage === 0 ? 'none' : `${plural(health.damage, 'place is', 'places are')} no event`,
      health.damage > 0 ? 'bad' : ''],
  ];
  if (health.forwarders.length === 0)
    rows.push(['Forwarders', 'none', '']);
  for (const forwarder of health.forwarders) {
    const isBad = forwarder.running !== 'running' || forwarder.error || forwarder.gaps > 0
      || forwarder.deadLetters > 0;
    rows.push([`Forwarder ${forwarder.name}`, [forwarder.running, `lag ${forwarder.lag}`,
      forwarder.deadLetters > 0 && plural(forwarder.deadLetters, 'dead letter', 'dead letters'),
      forwarder.gaps > 0 && plural(forwarder.gaps, 'day lost', 'days lost'), forwarder.error]
      .filter(Boolean).join(', '), isBad ? 'careful' : '']);
  }
  for (const trouble of health.troubles)
    rows.push(['Cannot be read', trouble, 'bad']);
  return rows;
}

function showAlerts(alerts) {
  fill('alerts', alerts.firing, alert => [
    cell(alert.since), cell(alert.name, 'name'), cell(alert.severity), cell(alert.summary, 'text')]);
  set('alerts-none', alerts.alerters.length === 0
    ? 'No alerter runs: Watch-TradeAlert was never started for this log.'
    : alerts.alerters.some(alerter => alerter.state === 'running')
      ? 'No alert fires.'
      : 'No alerter runs at this moment. No alert fired at its last run.');
  set('alerts-note', alerts.alerters.map(alerter => `${alerter.name}: ${alerter.state}`).join('; '));
  const names = alerts.firing.map(alert => `${alert.name}: ${alert.summary}`);
  if (firing !== null) {
    const begun = names.filter(name => !firing.includes(name));
    if (begun.length > 0)
      announce(`Alert. ${begun.join('. ')}`);
  }
  firing = names;
}

function announceFills(state) {
  const isDue = Date.now() - announcedAt >= AnnounceEvery;
  if (announcedFills !== null && state.fillCount > announcedFills && isDue)
    announce(`${plural(state.fillCount - announcedFills, 'new fill', 'new fills')}. Net ${byId('net').textContent}.`);
  if (announcedFills === null || state.fillCount < announcedFills || isDue)
    announcedFills = state.fillCount;
}

// Shows a state.
export function show(state) {
  set('day', state.day);
  set('about', `${state.time} (${state.zone}) · ${plural(state.events, 'event', 'events')} today`);
  set('source', `Log: ${state.directory}`);
  showTiles(state);
  showEquity(state);
  showMinutes(state);
  showAlerts(state.alerts);
  fill('health', healthRows(state), ([name, text, tone]) => [cell(name, '', 'th'), cell(text, `state ${tone}`)]);
  fill('positions', state.positions, each => [
    cell(each.symbol, 'name', 'th'), side(each.side), number(each.quantity), number(each.price), cell(each.strategy, 'name'),
    cell(each.account, 'name')]);
  fill('orders', state.orders, each => [
    cell(each.time), cell(each.symbol, 'name'), side(each.side), number(each.quantity), number(each.filled),
    number(each.price), cell(each.id, 'id mono')]);
  fill('fills', state.fills, each => [
    cell(each.time), cell(each.symbol, 'name'), side(each.side), number(each.quantity), number(each.price),
    fee(each)]);
  fill('latencies', state.latencies, each => [cell(each.name, '', 'th'), ...[each.p50, each.p95, each.p99, each.maximum,
    each.count.toLocaleString('en')].map(text => cell(text, 'number'))]);
  fill('problems', state.problems, each => [
    cell(each.time), cell(each.level, `level-${each.level}`), cell(each.logger, 'name'), cell(each.message, 'text')]);
  fill('findings', state.lastFindings, each => [
    cell(each.time), cell(each.kind), cell(each.message, 'text'), cell(each.place, 'name')]);
  byId('findings-panel').hidden = state.findings.length === 0;
  set('findings-note', state.findings.map(each => `${each.kind} ${each.count.toLocaleString('en')}`).join(', '));
  set('orders-note', state.orderCount > state.orders.length ? `the last ${state.orders.length} of ${state.orderCount}` : '');
  set('positions-note', state.positionCount > state.positions.length
    ? `the first ${state.positions.length} of ${state.positionCount}` : '');
  announceFills(state);
}
