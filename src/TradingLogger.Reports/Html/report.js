(() => {
  'use strict';
  const key = (row, column) => {
    const cell = row.cells[column];
    const value = cell.dataset.value;
    return value === undefined ? cell.textContent : value === '' ? null : Number(value);
  };
  const compare = (a, b) => typeof a === 'string' ? a.localeCompare(b, 'en', { numeric: true }) : a - b;
  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => head.querySelector('button').addEventListener('click', () => {
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
