import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/** Puts generated text between `<!-- name -->` and `<!-- /name -->`; what is written by hand around it stays. Formatted as the rest. */
export const putIntoDocument = async (file, sections) => {
  let text = readFileSync(file, 'utf8');
  for (const [name, content] of Object.entries(sections)) {
    const from = `<!-- ${name} -->`;
    const to = `<!-- /${name} -->`;
    const [start, end] = [text.indexOf(from), text.indexOf(to)];
    if (start === -1 || end < start) throw new Error(`${file} lacks the section ${name}`);
    text = `${text.slice(0, start + from.length)}\n\n${content}\n\n${text.slice(end)}`;
  }
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
};

const percent = (share) => `${(share * 100).toFixed(1)} %`;

/** A process's top costs: packages and functions side by side. */
export const profileTable = ({ packages, functions }) =>
  [
    '| Package or room | Share | Function (own time) | Share |',
    '|---|---|---|---|',
    ...packages
      .slice(0, 10)
      .map(([name, share], index) => `| ${name} | ${percent(share)} | ${functions[index][0]} | ${percent(functions[index][1])} |`),
  ].join('\n');
