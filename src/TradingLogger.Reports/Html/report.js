(() => {
  'use strict';
  const key = (row, column) => {
    const cell = row.cells[column];
    const value = cell.dataset.value;
    return value === undefined ? cell.textContent : value === '' ? null : Number(value);
  };
  const compare = (a, b) => typeof a === 'string' ? a.localeCompare(b, 'en', { numeric: true }) : a - b;
  const closeAll = table => {
    table.querySelectorAll('tr.detail').forEach(row => row.remove());
    table.querySelectorAll('button.expand').forEach(button => button.setAttribute('aria-expanded', 'false'));
  };
  const toggle = button => {
    const row = button.closest('tr');
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!isOpen));
    if (isOpen) {
      row.nextElementSibling.remove();
      return;
    }
    const steps = row.querySelector('td.steps');
    const detail = document.createElement('tr');
    detail.className = 'detail';
    const cell = detail.insertCell();
    cell.colSpan = row.cells.length - 1;
    cell.append(...[...steps.children].map(child => child.cloneNode(true)));
    row.after(detail);
  };
  document.addEventListener('click', event => {
    const button = event.target.closest('button.expand');
    if (button) toggle(button);
  });
  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => head.querySelector('button').addEventListener('click', () => {
      closeAll(table);
      const direction = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending');
      const rows = [...table.tBodies[0].rows].map(row => ({ row, key: key(row, column) }));
      // What has no value stays at the end in both directions.
      rows.sort((a, b) => a.key === null || b.key === null
        ? (a.key === null) - (b.key === null)
        : direction * compare(a.key, b.key));
      table.tBodies[0].append(...rows.map(item => item.row));
    }));
  }
})();
