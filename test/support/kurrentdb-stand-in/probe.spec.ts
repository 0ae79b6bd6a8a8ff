import { KurrentDBClient, jsonEvent, streamNameFilter } from '@kurrent/kurrentdb-client';
import { KurrentDbStandIn } from './index.js';
const show = (e: any) => ({ctor: e?.constructor?.name, name: e.name, type: e.type, code: e.code, message: e.message});
it('probe', async () => {
  for (const batch of [true, false]) {
  const s = await KurrentDbStandIn.start({batch, conflicts: 'detailed'});
  const c = KurrentDBClient.connectionString(s.url);
  const ev = () => jsonEvent({type: 'x', data: {a: 1}, metadata: {b: '1'}});
  const e1 = ev();
  console.log('append', await c.appendToStream('i.a', [e1, ev()], {streamState: 'no_stream'}).catch(show));
  console.log('conflict', await c.appendToStream('i.a', [ev()], {streamState: 'no_stream'}).catch(show));
  console.log('append', await c.appendToStream('i.a', [ev()], {streamState: 1n}).catch(show));
  const out = []; for await (const r of c.readStream('i.a')) out.push(r.event); console.log(out[0]);
  try { for await (const r of c.readStream('i.none')) console.log(r); } catch (e) { console.log('missing', show(e)); }
  const all = []; for await (const r of c.readAll({filter: streamNameFilter({prefixes: ['i.']}), maxCount: 2})) all.push(r.event!.revision); console.log(all);
  const back = []; for await (const r of c.readAll({direction: 'backwards', fromPosition: 'end', maxCount: 1})) back.push(r.event!.type); console.log(back);
  const sub = c.subscribeToAll({filter: streamNameFilter({prefixes: ['i.'], checkpointReached: (x, p) => console.log('cp', p)})});
  let n = 0; for await (const r of sub) { n++; console.log(r.event!.revision); if (n === 3) break; }
  await s.stop();
  console.log('stopped append', await c.appendToStream('i.a', [ev()], {streamState: 1n}).catch(show));
  console.log('stopped append', await c.appendToStream('i.a', [ev()], {streamState: 1n}).catch(show));
  try { for await (const r of c.readStream('i.a')) console.log(r); } catch (e) { console.log('stopped', show(e)); }
  const sub2 = c.subscribeToAll({}); 
  console.log('sub', await new Promise(r => { sub2.on('error', (e) => r(show(e))); sub2.on('end', () => r('end')); sub2.resume(); }));
  await c.dispose();
  }
}, 60000);
