import { Problem, requestHash } from '#libs/http';
import type { Basis } from './disclosure-basis.js';
import type { DisclosureInput } from './features/disclosure-input.js';

/**
 * Names what was shown before it was decided on. It says nothing to anybody who has not seen that: it is answered together with it, comes back with the
 * decision, and is kept nowhere. A standing disclosure goes on with what is recorded later, so of one it names only what protection keeps back.
 */
export const previewTagOf = (mode: DisclosureInput['mode'], { content, files, withheldForProtection }: Basis): string =>
  requestHash('disclosure-preview', {
    withheld: withheldForProtection,
    ...(mode === 'standing' ? {} : { persons: content.persons, entries: entriesOf(content), files: files.going }),
  });

/** An answer that is made for this decision is of the moment that it is looked at; all else has a moment of its own. */
const entriesOf = ({ entries }: Basis['content']) =>
  Object.entries(entries).map(([cls, items]) => [
    cls,
    items.map((item) => (item.thing === 'answer' ? { ...item, occurredAt: null } : item)),
  ]);

/**
 * What goes is what was shown to whoever decides. Danger to life waits for nobody, and goes with what stands.
 * @throws Problem preview-changed, before anything is recorded; nothing of what was entered is lost
 */
export const requireAsShown = (
  { previewTag, urgent }: { readonly previewTag?: string | undefined; readonly urgent: boolean },
  now: string,
): void => {
  if (previewTag === undefined || urgent || previewTag === now) return;
  throw new Problem(409, 'preview-changed', {
    sv: 'Akten har ändrats sedan du granskade. Läs igenom på nytt innan du beslutar; inget har lämnats ut.',
    en: 'The record has changed since you looked. Read it through again before you decide; nothing has left.',
  });
};

/** Whether a command was refused since the record had changed: its page shows anew what would go. */
export const isPreviewChanged = (error: unknown): boolean => error instanceof Problem && error.slug === 'preview-changed';
