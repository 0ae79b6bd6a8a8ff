const COLOURS = ['#6b7280', '#1f6f54', '#b4552d', '#7a5ea8', '#2f6aa8'];
const WIDTH = 720;
const HEIGHT = 340;
const LEFT = 70;
const TOP = 64;
const BOTTOM = 48;
const escape = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const short = (value) =>
  value >= 10_000
    ? `${Math.round(value / 1000)}k`
    : value >= 1000
      ? `${(value / 1000).toFixed(1)}k`
      : value >= 10
        ? String(Math.round(value))
        : value.toFixed(1);

/**
 * Bars in groups, with the lowest and highest round as a whisker.
 * @param {{ title: string, unit: string, groups: string[], series: { name: string, values: ({ median: number, min: number, max: number } | undefined)[] }[], log?: boolean }} chart
 */
export const barChart = ({ title, unit, groups, series, log = false }) => {
  const all = series.flatMap(({ values }) => values.filter(Boolean));
  const top = Math.max(...all.map(({ max }) => max)) * (log ? 1.6 : 1.08);
  const bottom = log ? Math.min(...all.map(({ min }) => min)) / 1.6 : 0;
  const plot = HEIGHT - TOP - BOTTOM;
  const share = (value) => (log ? Math.log(value / bottom) / Math.log(top / bottom) : value / top);
  const y = (value) => TOP + plot * (1 - share(value));
  const groupWidth = (WIDTH - LEFT - 16) / groups.length;
  const barWidth = Math.min(56, (groupWidth * 0.8) / series.length);
  const ticks = log
    ? decades(bottom, top)
    : Array.from({ length: 5 }, (_, index) => ((index + 1) * nice(top / 5)).valueOf()).filter((tick) => tick <= top);
  const parts = [
    ...ticks.map(
      (tick) =>
        `<line x1="${LEFT}" x2="${WIDTH - 16}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}" stroke="#d9dde3"/><text x="${LEFT - 8}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${short(tick)}</text>`,
    ),
    ...groups.map(
      (group, index) =>
        `<text x="${(LEFT + groupWidth * (index + 0.5)).toFixed(1)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${escape(group)}</text>`,
    ),
    ...series.flatMap(({ values }, one) =>
      values.flatMap((value, group) => {
        if (!value) return [];
        const x = LEFT + groupWidth * (group + 0.5) + (one - series.length / 2) * barWidth;
        const middle = (x + barWidth / 2).toFixed(1);
        return [
          `<rect x="${(x + 2).toFixed(1)}" y="${y(value.median).toFixed(1)}" width="${(barWidth - 4).toFixed(1)}" height="${(TOP + plot - y(value.median)).toFixed(1)}" fill="${COLOURS[one]}"/>`,
          `<line x1="${middle}" x2="${middle}" y1="${y(value.max).toFixed(1)}" y2="${y(value.min).toFixed(1)}" stroke="#111827"/>`,
          `<text x="${middle}" y="${(y(value.max) - 5).toFixed(1)}" text-anchor="middle" font-size="11">${short(value.median)}</text>`,
        ];
      }),
    ),
    ...series.map(
      ({ name }, one) =>
        `<rect x="${LEFT + one * 150}" y="36" width="11" height="11" fill="${COLOURS[one]}"/><text x="${LEFT + one * 150 + 16}" y="46">${escape(name)}</text>`,
    ),
    `<line x1="${LEFT}" x2="${WIDTH - 16}" y1="${TOP + plot}" y2="${TOP + plot}" stroke="#374151"/>`,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="t" font-family="system-ui, sans-serif" font-size="12" fill="#111827"><title id="t">${escape(title)}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<text x="16" y="22" font-size="15" font-weight="600">${escape(title)}</text><text x="${WIDTH - 16}" y="22" text-anchor="end">${escape(unit)}</text>
${parts.join('\n')}
</svg>
`;
};

const nice = (step) => {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= step);
};
const decades = (bottom, top) =>
  Array.from({ length: 12 }, (_, index) => 10 ** (index - 3)).filter((tick) => tick >= bottom && tick <= top);
