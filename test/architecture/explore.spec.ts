import { z } from 'zod';
import { declaredEvents, declaredContracts } from './event-registry.js';
const out = new Map<string, Set<string>>();
const walk = (s: any, name: string, where: string) => {
  for (const x of [...(s.anyOf ?? []), ...(s.oneOf ?? []), ...(s.allOf ?? [])]) walk(x, name, where);
  if (s.type === 'array') walk(s.items, name, where);
  else if (s.type === 'object') { for (const [k, v] of Object.entries(s.properties ?? {})) walk(v, k, where); if (s.additionalProperties) { walk(s.additionalProperties, name, where);} }
  else if (s.type === 'string' && !s.enum && s.const === undefined && !s.format) out.set(name, (out.get(name) ?? new Set()).add(where + (s.pattern ?? '')));
  else if (!s.type) out.set('?' + name + JSON.stringify(s), (out.get(name) ?? new Set()).add(where));
};
it('x', async () => {
  for (const [what, list] of [['event', await declaredEvents()], ['contract', await declaredContracts()]] as const)
    for (const { definition } of list)
      for (const [name, field] of Object.entries(definition.fields))
        if (field.kind === 'open' || what === 'contract') walk(z.toJSONSchema(field.schema as never, { io: 'input', unrepresentable: 'any' }), name, what[0] + ':' + definition.type + (field.kind === 'open' ? '' : '(' + field.kind + ')'));
  const sub: string[] = [];
  for (const { definition } of await declaredEvents()) for (const [name, field] of Object.entries(definition.fields)) { if (field.class === 'free-text' && field.subject) sub.push(definition.type + '.' + name); if (field.subject && !definition.fields[field.subject]) sub.push('MISSING ' + definition.type + '.' + name); if (field.kind === 'sealed' && !field.subject && field.class !== 'free-text') sub.push('RECORDKEY ' + definition.type + '.' + name + ' ' + field.class); }
  console.log([...out].map(([k, v]) => k + ': ' + [...v].slice(0, 6).join(', ')).join('\n') + '\n' + sub.join('\n'));
});
