import { CommandBus } from '@nestjs/cqrs';
import type { Settings } from '#config/settings';
import { Clock } from '#libs/shared-kernel';
import { ImportInstrument, readInstrumentFile, type InstrumentImport } from '#src/coordination/index';
import { operatorActor } from '#src/organisation/index';
import { start } from '../start.js';

type Say = (line: string) => void;
type Read = ReturnType<typeof readInstrumentFile>;

const told = ({ id, version, title, items, domains, scoring, licence }: Read): string =>
  `${id}, version ${version}: ${title.en}. ${domains.length} domains, ${items.length} items, ${scoring.method}. ` +
  `Licence: ${licence.free ? 'free' : `held by ${licence.holder}`}.`;

/** Reads a file as an instrument and says what it is. @throws InstrumentFileFaults, one line for each fault, with its line */
export const checkInstrument = (text: string, say: Say): void => {
  say(told(readInstrumentFile(text)));
  say('Nothing was imported.');
};

/** Takes an instrument into use. A version that is in use never changes; its words may only be used by agencies that hold the licence. */
export const importInstrument = async (settings: Settings, text: string, under: InstrumentImport, say: Say): Promise<void> => {
  const instrument = readInstrumentFile(text);
  const started = await start({ settings, progress: say, listen: false });
  try {
    const now = started.app.get(Clock, { strict: false }).now();
    await started.app.get(CommandBus, { strict: false }).execute(new ImportInstrument(operatorActor(now), text, under));
    say(told(instrument));
    say(under.agencies.length > 0 ? `In use from now on by ${under.agencies.join(', ')}.` : 'In use from now on by every agency.');
  } finally {
    await started.stop();
  }
};
