import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './event-registry.js';

/** Decided anew with the same events these files must say the same: no clock, no chance, nothing of the machine. */
const PURE =
  /([.](decider|events|projection)|\/disclosure|\/policy|\/field-filter|-lifecycle|\/find-gaps|\/ground-check|\/consent-covers)[.]ts$/;
const GLOBALS = new Set([
  'process',
  'fetch',
  'crypto',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'console',
  'globalThis',
  'Temporal',
]);
const MEMBERS = new Set(['Date.now', 'Math.random', 'Intl.DateTimeFormat']);
const METHODS = new Set([
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'getTimezoneOffset',
  'getHours',
  'getDate',
  'getDay',
  'getMonth',
  'getFullYear',
]);

/** What in this source asks the world outside. */
const impurities = (name: string, text: string): string[] => {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const blame = (node: ts.Node): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${name}:${line + 1} ${node.getText()}`);
  };
  const visit = (node: ts.Node): void => {
    const isDate = (expression: ts.Node): boolean => ts.isIdentifier(expression) && expression.text === 'Date';
    if (ts.isNewExpression(node) && isDate(node.expression) && !node.arguments?.length) blame(node);
    else if (ts.isCallExpression(node) && isDate(node.expression)) blame(node);
    else if (ts.isPropertyAccessExpression(node) && (MEMBERS.has(node.getText()) || METHODS.has(node.name.text))) blame(node);
    else if (ts.isIdentifier(node) && GLOBALS.has(node.text) && isUse(node)) blame(node);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/** A global itself, not a property or a name that happens to be spelled like it. */
const isUse = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !ts.isPropertyAssignment(parent) && !ts.isPropertySignature(parent) && !ts.isBindingElement(parent) && !ts.isParameter(parent);
};

const pureFiles = ['src', 'libs'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => PURE.test(file)),
);

describe('what must be pure', () => {
  it('asks nothing of the world outside', () => {
    expect(pureFiles.length).toBeGreaterThan(20);
    expect(pureFiles.flatMap((file) => impurities(file, readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
  });

  it.each([
    'const now = new Date();',
    'const now = Date();',
    'const now = Date.now();',
    'const chance = Math.random();',
    'const id = crypto.randomUUID();',
    'const zone = process.env.TZ;',
    'const day = (at: Date) => at.getDate();',
    'const words = (at: Date) => at.toLocaleDateString("sv");',
    'setTimeout(() => undefined, 1);',
  ])('is caught saying: %s', (text) => expect(impurities('sin.ts', text)).toHaveLength(1));

  it.each([
    'const at = new Date(command.at);',
    'const due = Date.parse(data.dueOn);',
    'const { process } = data;',
    'const x = data.process;',
  ])('may say: %s', (text) => expect(impurities('innocent.ts', text)).toEqual([]));
});
