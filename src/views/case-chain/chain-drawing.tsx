import { formatDate, useLang } from '#libs/ui';
import { caseTexts } from './case.texts.js';
import type { DrawnChain } from './draw-chain.js';

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
const [MIDDLE, BAR] = [14, 8];

/**
 * The chain at one glance: a track for each agency over one common time, a bar for what lasts, a mark for what happens, a ring for what is late, and a line
 * for today. Lengths are shares of the width, so that it is readable at 375 px as on a wide screen. The drawing is told in a sentence for each track; the list
 * below says all of it.
 */
export const ChainDrawing = ({ drawn }: { drawn: DrawnChain }) => {
  const lang = useLang();
  const t = caseTexts(lang);
  if (drawn.tracks.length === 0) return null;
  const { from, until, today } = drawn;
  return (
    <figure class="chain-drawing" aria-label={t('drawing')}>
      {drawn.tracks.map(({ label, own, marks, bars }) => {
        const late = bars.filter((bar) => bar.late).length;
        const told = t('drawing.track', { agency: label, marks: marks.length, bars: bars.length, late });
        return (
          <div class="chain-track">
            <p class="chain-agency">
              {label} {own && <span class="subtle">({t('drawing.own')})</span>}
            </p>
            <svg width="100%" height={2 * MIDDLE} role="img" aria-label={told}>
              <line x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} stroke="currentColor" stroke-opacity="0.25" />
              <line x1={percent(today)} x2={percent(today)} y1="0" y2={2 * MIDDLE} stroke="currentColor" stroke-dasharray="3 3" />
              {bars.map(({ at, length, open, late: isLate, title }) => (
                <rect
                  x={percent(at)}
                  y={MIDDLE - BAR / 2}
                  width={percent(Math.max(length, 0.01))}
                  height={BAR}
                  rx="3"
                  fill={open ? 'none' : 'currentColor'}
                  stroke="currentColor"
                  stroke-width={isLate ? 3 : 1.5}
                  stroke-dasharray={isLate ? '4 3' : undefined}
                >
                  <title>{title}</title>
                </rect>
              ))}
              {marks.map(({ at, title }) => (
                <circle cx={percent(at)} cy={MIDDLE} r="5" fill="currentColor">
                  <title>{title}</title>
                </circle>
              ))}
            </svg>
          </div>
        );
      })}
      <figcaption class="subtle">{t('drawing.span', { from: formatDate(from, lang), until: formatDate(until, lang) })}</figcaption>
    </figure>
  );
};
