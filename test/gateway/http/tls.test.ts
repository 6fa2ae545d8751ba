import { readdir, readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { expect } from 'chai';
import { World } from './world.js';

describe('gateway: over TLS', () => {
  let world: World;
  let ca: Buffer;
  before(async () => {
    world = await World.start();
    await world.gateway.close();
    // The embedded ledger's own server certificate is good for this machine by its addresses.
    const files = await readdir(world.folder, { recursive: true });
    const read = (name: string) => readFile(join(world.folder, files.find((file) => file.endsWith(name)) ?? name));
    ca = await read('tls/ca.crt');
    await world.startGateway({ tls: { cert: await read('tls/server.crt'), key: await read('tls/server.key') } });
  });
  after(() => world.stop());

  it('answers, and asks to be met so again', async () => {
    expect(world.gateway.url).to.match(/^https:\/\/127\.0\.0\.1:/);
    const headers = await new Promise<IncomingHttpHeaders>((resolve, reject) => {
      request(`${world.gateway.url}/health/live`, { ca }, (response) => {
        response.resume();
        resolve(response.headers);
      })
        .on('error', reject)
        .end();
    });
    expect(headers['strict-transport-security']).to.contain('max-age=');
  });

  it('does not start with what is no certificate', async () => {
    await world.gateway.close();
    const error: unknown = await world.startGateway({ tls: { cert: 'x', key: 'y' } }).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(error).to.include({ code: 'USAGE' });
    // What was opened on the way is closed again: the folder is free.
    await world.startGateway();
  });
});
