import type { Lang } from '#libs/ui';
import { ATTACHMENT_KINDS } from '../attachment.events.js';
import { attachmentTexts } from './attachment-texts.js';

export const attachmentsHref = (caseId: string, rest = ''): string => `/workspace/cases/${caseId}/attachments${rest}`;
export const contentHref = (caseId: string, attachmentId: string): string => attachmentsHref(caseId, `/${attachmentId}/content`);

export const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024)).toLocaleString('sv')} kB`;
/** What kind of document it is; one that the list no longer has keeps its word. */
export const fileKind = (kind: string, lang: Lang): string => {
  const known = ATTACHMENT_KINDS.find((one) => one === kind);
  return known ? attachmentTexts(lang)(`kind.${known}`) : kind;
};
/** What a file is called: by its name, or by what it is where no name came with it. */
export const fileTitle = ({ name, kind, extension }: { name?: string; kind: string; extension: string }, lang: Lang): string =>
  name ?? `${fileKind(kind, lang)} (${extension.toUpperCase()})`;
