'use strict';
(() => {
  const $ = id => document.getElementById(id);
  const data = JSON.parse($('data').textContent);
  const rows = data.rows;
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // ---- the table ----
  const body = $('table-body'), PAGE = 100;
  let sort = 'n', up = true, page = 0, shown = rows;
  const rank = { error: 3, warning: 2, note: 1, none: 0 };
  const value = {
    n: r => r.n, severity: r => rank[r.severity] * 100 + r.score, path: r => r.path, origin: r => r.origin,
    license: r => r.license, day: r => r.day, author: r => r.author.toLowerCase(), ai: r => r.ai, status: r => r.share,
    tags: r => r.tags, decision: r => r.decision
  };
  const cell = (tr, text, name, link) => {
    const td = tr.insertCell();
    td.className = name || '';
    const at = link ? td.appendChild(document.createElement('a')) : td;
    if (link) at.href = link;
    at.textContent = text;
    return td;
  };
  const draw = () => {
    const start = page * PAGE, part = shown.slice(start, start + PAGE);
    body.replaceChildren();
    for (const r of part) {
      const tr = body.insertRow();
      cell(tr, r.n, 'num', '#f-' + r.id);
      const severity = cell(tr, '', '');
      const tag = severity.appendChild(document.createElement('span'));
      tag.className = 'tag ' + r.severity;
      tag.textContent = r.severity;
      severity.append(' ' + r.score.toFixed(1));
      cell(tr, r.path + ':' + r.lines, 'wide code');
      cell(tr, r.origin, 'wide code');
      cell(tr, r.license || 'not stated', '');
      cell(tr, r.day, 'day');
      cell(tr, r.author, 'less');
      cell(tr, r.ai ? r.sign + ' (' + r.ai + ')' : '', 'less');
      cell(tr, r.status + (r.share ? ' ' + Math.round(100 * r.share) + ' %' : ''), '');
      cell(tr, r.tags, 'num less');
      cell(tr, r.decision, 'less');
    }
    $('shown').textContent = shown.length === 0 ? 'No finding is like that.'
      : 'Showing ' + (start + 1) + ' to ' + (start + part.length) + ' of ' + shown.length
        + (shown.length === rows.length ? '' : ' (' + rows.length + ' in all)');
    $('back').disabled = page === 0;
    $('forth').disabled = start + PAGE >= shown.length;
  };
  const update = () => {
    const words = $('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const is = (id, key) => { const v = $(id).value; return r => !v || r[key] === v; };
    const tests = [is('by-severity', 'severity'), is('by-license', 'license'), is('by-ring', 'ring'),
      is('by-status', 'status'), is('by-decision', 'decision'),
      r => !$('only-ai').checked || r.ai > 20, r => !$('only-fails').checked || r.fails];
    const seen = new Set();
    shown = rows.filter(r => tests.every(t => t(r)) && words.every(w => r.text.includes(w)));
    if ($('one-a-copy').checked) shown = shown.filter(r => !seen.has(r.copy) && seen.add(r.copy));
    const key = value[sort];
    shown = shown.map((r, i) => [r, i]).sort((a, b) => {
      const x = key(a[0]), y = key(b[0]);
      return (x < y ? -1 : x > y ? 1 : a[1] - b[1]) * (up ? 1 : -1);
    }).map(p => p[0]);
    page = 0;
    draw();
  };
  if (body) {
    for (const r of rows) r.text = [r.id, r.path, r.origin, r.license, r.author, r.commit, r.subject, r.sign, r.decision].join(' ').toLowerCase();
    for (const id of ['search', 'by-severity', 'by-license', 'by-ring', 'by-status', 'by-decision', 'only-ai', 'only-fails', 'one-a-copy']) $(id).addEventListener('input', update);
    for (const th of document.querySelectorAll('#table th[data-key]')) {
      th.querySelector('button').addEventListener('click', () => {
        up = sort === th.dataset.key ? !up : true;
        sort = th.dataset.key;
        for (const other of document.querySelectorAll('#table th[data-key]')) other.setAttribute('aria-sort', other === th ? (up ? 'ascending' : 'descending') : 'none');
        update();
      });
    }
    $('back').addEventListener('click', () => { page--; draw(); });
    $('forth').addEventListener('click', () => { page++; draw(); });
    document.querySelectorAll('.screen').forEach(e => { e.hidden = false; });
    update();
  }

  // ---- sections that are unpacked when they are wanted ----
  const unpack = async block => {
    const bytes = Uint8Array.from(atob(block.textContent.trim()), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const holder = document.createElement('div');
    holder.innerHTML = await new Response(stream).text();
    block.replaceWith(...holder.childNodes);
  };
  const open = async () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id.startsWith('f-')) return;
    if (!$(id)) {
      const r = rows.find(each => 'f-' + each.id === id);
      const block = r && [...document.querySelectorAll('script[data-first]')].find(b => +b.dataset.first <= r.n && r.n <= +b.dataset.last);
      if (block) await unpack(block);
    }
    const target = $(id);
    if (target) { target.scrollIntoView(); target.querySelector('h3').focus({ preventScroll: true }); }
  };
  addEventListener('hashchange', open);
  const all = $('unpack-all');
  if (all) all.addEventListener('click', async () => {
    all.disabled = true;
    for (const block of document.querySelectorAll('script[data-first]')) await unpack(block);
    all.remove();
  });
  open();

  // ---- the timeline ----
  const host = $('timeline');
  if (!host || data.months.length === 0) return;
  const number = m => +m.slice(0, 4) * 12 + +m.slice(5, 7) - 1;
  const first = number(data.months[0].month), last = number(data.months[data.months.length - 1].month);
  const step = last - first > 72 ? 12 : last - first > 30 ? 3 : 1;
  const start = Math.floor(first / step) * step, size = Math.floor((last - start) / step) + 1;
  const slot = month => Math.floor((number(month) - start) / step);
  const name = i => {
    const m = start + i * step, y = Math.floor(m / 12);
    return step === 12 ? '' + y : step === 3 ? y + ' Q' + (Math.floor(m % 12 / 3) + 1) : y + '-' + ('0' + (m % 12 + 1)).slice(-2);
  };
  const ai = new Array(size).fill(0), commits = new Array(size).fill(0);
  for (const m of data.months) { ai[slot(m.month)] += m.marked; commits[slot(m.month)] += m.commits; }
  let chart = null;
  const build = light => {
    const by = $('chart-by').value;
    const count = {};
    for (const r of rows) count[r[by]] = (count[r[by]] || 0) + 1;
    const order = Object.keys(count).sort((a, b) => count[b] - count[a] || (a < b ? -1 : 1));
    const top = order.slice(0, order.length > 7 ? 6 : 7);
    const groups = order.length > top.length ? [...top, 'others'] : top;
    const bars = groups.map(() => new Array(size).fill(0));
    for (const r of rows) {
      const i = slot(r.month), g = top.indexOf(r[by]);
      if (i >= 0 && i < size) bars[g < 0 ? groups.length - 1 : g][i]++;
    }
    const sums = [];
    bars.forEach((b, g) => sums.push(b.map((v, i) => v + (g ? sums[g - 1][i] : 0))));
    if (chart) chart.destroy();
    const ink = light ? '#000' : css('--ink'), grid = light ? '#ccc' : css('--line');
    const color = g => css('--c' + (g % 7 + 1));
    const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
    const series = groups.map((g, i) => ({
      label: g, stroke: color(i), fill: color(i), width: 0, points: { show: false },
      paths: uPlot.paths.bars({ size: [0.7, 60] }), value: (u, v, s, at) => at == null ? '' : bars[i][at]
    })).reverse();
    drawn = host.clientWidth;
    const style = getComputedStyle(host);
    const width = Math.max(240, drawn - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
    chart = new uPlot({
      width, height: width < 500 ? 240 : 320, legend: { live: false },
      scales: { x: { time: false, range: [-0.6, size - 0.4] }, y: { range: (u, lo, hi) => [0, Math.max(1, hi * 1.1)] }, ai: { range: (u, lo, hi) => [0, Math.max(1, hi * 1.1)] } },
      axes: [
        { ...axis, values: (u, ticks) => ticks.map(t => Number.isInteger(t) && t >= 0 && t < size ? name(t) : ''), space: 55 },
        { ...axis, label: 'findings brought in', incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], size: 50 },
        { ...axis, scale: 'ai', side: 1, label: 'commits with signs of AI', incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], grid: { show: false }, size: 50 }
      ],
      series: [{ label: 'time', value: (u, v) => v == null ? '' : name(v) }, ...series,
        { label: 'commits with signs of AI', scale: 'ai', stroke: ink, width: 2, dash: [6, 4], points: { show: true, size: 4 } }]
    }, [ai.map((_, i) => i), ...sums.reverse(), ai], host);
  };
  $('chart-by').addEventListener('change', () => build());
  let timer = 0, drawn = 0;
  new ResizeObserver(() => {
    if (Math.abs(host.clientWidth - drawn) < 2) return;
    clearTimeout(timer);
    timer = setTimeout(() => build(), 100);
  }).observe(host);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => build());
  addEventListener('beforeprint', () => build(true));
  addEventListener('afterprint', () => build());
  build();
})();
