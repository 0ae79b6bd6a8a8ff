import { RISK_LEVELS } from '#config/instruments';
import { formatDate, useLang } from '#libs/ui';
import type { RiskAssessmentView } from '../risk.view.js';
import { riskTexts } from './risk-texts.js';

const [LEFT, TOP, ROW, HEIGHT, WIDTH] = [90, 20, 40, 150, 640];

/** Where in time each assessment stands: the first at the left, the last at the right; one alone in the middle. */
const placeOf = (points: readonly RiskAssessmentView[]) => {
  const days = points.map(({ assessedOn }) => Date.parse(assessedOn));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return (day: string): number =>
    first === last ? LEFT + (WIDTH - LEFT) / 2 : LEFT + 20 + ((Date.parse(day) - first) / (last - first)) * (WIDTH - LEFT - 40);
};

/**
 * The level over time, drawn. The same stands in the table beside it, to which the drawing points: it is told by its shape as well as its place, and says
 * nothing by colour alone. No script, no style of its own.
 */
export const RiskChart = ({ assessments, label }: { assessments: readonly RiskAssessmentView[]; label: string }) => {
  const lang = useLang();
  const t = riskTexts(lang);
  const rank = (level: string) => RISK_LEVELS.findIndex((one) => one === level);
  const points = assessments
    .filter(({ status, level }) => status !== 'retracted' && rank(level) >= 0)
    .toSorted((one, other) => one.assessedOn.localeCompare(other.assessedOn));
  if (points.length < 2) return null;
  const x = placeOf(points);
  const y = (level: string) => TOP + (RISK_LEVELS.length - 1 - rank(level)) * ROW;
  // A level holds until the next assessment: a step, not a slope.
  const path = points
    .map(({ assessedOn, level }, index) => (index === 0 ? `M${x(assessedOn)} ${y(level)}` : `H${x(assessedOn)}V${y(level)}`))
    .join('');
  const told = points.map(({ assessedOn, level }) => `${formatDate(assessedOn, lang)}: ${t(`risk.${level as 'low'}`)}`).join('; ');
  return (
    <svg class="risk-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={`${label}. ${told}`}>
      {RISK_LEVELS.map((level) => (
        <>
          <line x1={LEFT} x2={WIDTH} y1={y(level)} y2={y(level)} stroke="currentColor" stroke-opacity="0.25" />
          <text x="0" y={y(level) + 5} font-size="15" fill="currentColor">
            {t(`risk.${level}`)}
          </text>
        </>
      ))}
      <path d={path} fill="none" stroke="currentColor" stroke-width="2" />
      {points.map(({ assessedOn, level }) =>
        level === 'high' ? (
          <rect x={x(assessedOn) - 6} y={y(level) - 6} width="12" height="12" fill="currentColor" />
        ) : (
          <circle
            cx={x(assessedOn)}
            cy={y(level)}
            r="6"
            fill={level === 'low' ? 'none' : 'currentColor'}
            stroke="currentColor"
            stroke-width="2"
          />
        ),
      )}
      <text x={LEFT} y={HEIGHT - 5} font-size="13" fill="currentColor">
        {formatDate(points[0]!.assessedOn, lang)}
      </text>
      <text x={WIDTH} y={HEIGHT - 5} font-size="13" text-anchor="end" fill="currentColor">
        {formatDate(points.at(-1)!.assessedOn, lang)}
      </text>
    </svg>
  );
};
