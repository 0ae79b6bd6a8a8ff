import { holdsOn, type RuleFile } from '#config/legal-grounds';
import { Problem, requestHash } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import type { Basis } from './disclosure-basis.js';
import type { DisclosureInput } from './features/disclosure-input.js';
import type { GroundVerdict } from './ground-check.js';

/** What the rules said of it: of a refusal nothing is shown to go. Of a proposal which rule it would be approved by; the verdict comes with the approval. */
export type Judged = GroundVerdict | { readonly ruleInForce: string | null };

/** The version of its rule that something proposed would be judged by now; null where none is in force. */
export const ruleInForce = ({ grounds }: Pick<RuleFile, 'grounds'>, ground: string, at: Date): string | null =>
  grounds.find(({ id, ...days }) => id === ground && holdsOn(days, swedishDate(at)))?.version ?? null;

/**
 * Names what was shown before it was decided on, with what the rules said of it. It says nothing to anybody who has not seen that: it is answered together
 * with it, comes back with the decision, and is kept nowhere.
 */
export const tagOf = (shown: object, judged: Judged): string =>
  requestHash('preview', {
    shown,
    judged: 'allowed' in judged && !judged.allowed ? { refusedBy: judged.rule, code: judged.code } : judged,
  });

/** A standing disclosure goes on with what is recorded later, so of what one shows it names only what protection keeps back. */
export const previewTagOf = (mode: DisclosureInput['mode'], { content, files, withheldForProtection }: Basis, judged: Judged): string =>
  tagOf(
    {
      withheld: withheldForProtection,
      ...(mode === 'standing' ? {} : { persons: content.persons, entries: entriesOf(content), files: files.going }),
    },
    judged,
  );

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
    sv: 'Akten eller reglerna har ändrats sedan du granskade. Läs igenom på nytt innan du beslutar; inget har lämnats ut.',
    en: 'The record or the rules have changed since you looked. Read it through again before you decide; nothing has left.',
  });
};

/** Whether a command was refused since something else would go than was shown: its page shows anew what would go. */
export const isPreviewChanged = (error: unknown): boolean => error instanceof Problem && error.slug === 'preview-changed';
