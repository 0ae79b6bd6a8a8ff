import { scoreInstrument, type Instrument, type InstrumentScore } from '#config/instruments';
import { nestForm, type FormBody } from '#src/people/index';

/** What was posted: answers by question (their keys may hold dots), the rest by name. Empty fields are left out. */
export const readRiskForm = (body: FormBody): { answers: Record<string, string>; rest: Record<string, unknown> } => {
  const answers: Record<string, string> = {};
  const flat: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!name.startsWith('answers.')) flat[name] = value;
    else if (typeof value === 'string' && value !== '') answers[name.slice('answers.'.length)] = value;
  }
  return { answers, rest: nestForm(flat) };
};

/** The instrument's suggestion on what is answered so far; undefined where an answer is none of its own. */
export const suggestionOf = (instrument: Instrument, answers: Readonly<Record<string, string>>): InstrumentScore | undefined => {
  try {
    return scoreInstrument(instrument, answers);
  } catch {
    return undefined;
  }
};

/** When the instrument wants to be used again, counted from the assessment. */
export const reviewDay = (instrument: Instrument, from: string): string => {
  const day = new Date(`${from}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + instrument.reviewIntervalDays);
  return day.toISOString().slice(0, 10);
};
