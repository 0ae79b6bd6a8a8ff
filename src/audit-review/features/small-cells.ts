/** What may be told of a row of counts that add up to a total: null where a count is small, or would tell a small one by subtraction. */
export const hideSmall = <K extends string>(cells: Readonly<Record<K, number>>, smallest: number): Record<K | 'total', number | null> => {
  const names = Object.keys(cells) as K[];
  const total = names.reduce((sum, name) => sum + cells[name], 0);
  const hidden = new Set(names.filter((name) => cells[name] > 0 && cells[name] < smallest));
  // A single hidden count is the total less the others: the smallest of those goes too, zeros last since they say that there is nothing.
  if (hidden.size === 1) {
    const [next] = names
      .filter((name) => !hidden.has(name))
      .toSorted((a, b) => Number(cells[a] === 0) - Number(cells[b] === 0) || cells[a] - cells[b]);
    if (next !== undefined) hidden.add(next);
  }
  const shown = Object.fromEntries(names.map((name) => [name, hidden.has(name) ? null : cells[name]]));
  // Hidden counts that together are still few would be told by the total.
  const rest = [...hidden].reduce((sum, name) => sum + cells[name], 0);
  return { ...shown, total: rest > 0 && rest < smallest ? null : total } as Record<K | 'total', number | null>;
};
