import type { RecordSystem } from '#config/record-systems';

/** A part of what is copied: a heading and its lines. */
export interface CopySection {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Breaks a line between words, so that no line is longer than the system bears. A word that is longer stays whole. */
export const wrapLine = (line: string, longest: number | null): readonly string[] => {
  if (longest === null) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (joined.length > longest && current !== '') {
      lines.push(current);
      current = word;
    } else current = joined;
  }
  return [...lines, current];
};

/** The sections as the text that is pasted into a record system. Pure. */
export const copyText = (sections: readonly CopySection[], { headings, longestLine }: RecordSystem): string =>
  sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) =>
      headings === 'search-word'
        ? wrapLine(`${heading}: ${lines.join('; ')}`, longestLine).join('\n')
        : [heading.toUpperCase(), ...lines.flatMap((line) => wrapLine(line, longestLine))].join('\n'),
    )
    .join('\n\n');
