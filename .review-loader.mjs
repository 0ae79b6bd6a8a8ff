import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
const root='/work/wt-review/';
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('#')) { const m=/^#(libs|config|src)\/(.+)$/.exec(specifier); let f = root+m[1]+'/'+m[2]; f = m[1]==='libs'? f+'/index.ts' : f+'.ts'; if(f.endsWith('src/audit-review/index.ts')) f='/tmp/team/ar-index.ts'; if(existsSync(f)) return {url: pathToFileURL(f).href, format:'module', shortCircuit:true}; }
  if (/^[.]{1,2}\//.test(specifier) && specifier.endsWith('.js')) { const s = new URL(specifier.replace(/[.]js$/, '.ts'), context.parentURL); if (existsSync(s)) return { url: s.href, format: 'module', shortCircuit: true }; }
  return next(specifier, context);
}
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), { filename: fileURLToPath(url), jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators:true }, transform:{decoratorMetadata:true,legacyDecorator:true} }, module: { type: 'es6' }, sourceMaps: 'inline' });
  return { format: 'module', source: code, shortCircuit: true };
}
