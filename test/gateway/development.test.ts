import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { DEVELOPMENT_UNIT, isForDevelopment, isOutside } from '@suyuan/gateway';
import { makeCertificate } from '../support/certificates.js';
import { GatewayProcess } from './process.js';

describe('gateway: keys made for development', () => {
  it('are told by their certificate', async () => {
    for (const [name, expected] of [
      [`CN=User1@producer, OU=client+OU=${DEVELOPMENT_UNIT}`, true],
      [`CN=User1@producer, OU=client, OU=${DEVELOPMENT_UNIT}`, true],
      [`CN=ca, O=producer, OU=${DEVELOPMENT_UNIT}`, true],
      ['CN=User1@producer, OU=client', false],
      [`CN=${DEVELOPMENT_UNIT}`, false],
      [`CN=a, OU=NOT ${DEVELOPMENT_UNIT}`, false],
    ] as const) {
      expect(isForDevelopment((await makeCertificate(name)).certificate), name).to.equal(expected);
    }
  });

  it('matter where others than this machine come', () => {
    for (const host of [undefined, '127.0.0.1', '127.8.8.8', 'localhost', '::1']) {
      expect(isOutside({ host }), host).to.equal(false);
      expect(isOutside({ host, publicUrls: ['http://localhost:8080', 'http://[::1]:8080'] })).to.equal(false);
      expect(isOutside({ host, publicUrls: ['http://localhost:8080', 'https://trace.example'] })).to.equal(true);
    }
    for (const host of ['0.0.0.0', '::', '192.168.1.20', 'trace.example', '127.evil.example']) {
      expect(isOutside({ host }), host).to.equal(true);
    }
  });

  describe('in a gateway that starts', function () {
    this.timeout(120_000);
    let folder: string;
    let connection: string;
    let started: GatewayProcess | undefined;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'suyuan-development-'));
      connection = join(folder, 'connection.json');
      const { certificate, privateKey } = await makeCertificate(`CN=User1@producer, OU=client+OU=${DEVELOPMENT_UNIT}`);
      await writeFile(join(folder, 'cert.pem'), certificate);
      await writeFile(join(folder, 'priv_sk'), privateKey);
      const names = { endpoint: '127.0.0.1:9', channel: 'suyuan', chaincode: 'suyuan', mspid: 'ProducerMSP' };
      const files = { tlsCa: 'cert.pem', certificate: 'cert.pem', privateKey: 'priv_sk' };
      await writeFile(connection, JSON.stringify({ ...names, ...files }));
    });
    afterEach(() => started?.stop());
    after(() => rm(folder, { recursive: true, force: true }));

    async function start(...args: string[]) {
      const own = ['--port', '0', '--data', join(folder, 'data'), '--connection', connection];
      const { gateway, line } = await GatewayProcess.start(...own, ...args);
      started = gateway;
      return line;
    }

    it('are warned of in its log, and told to who started it', async () => {
      expect(await start('--host', '0.0.0.0')).to.include({ event: 'listening', developmentKeysExposed: true });
      const warning = started?.log.split('\n').find((line) => line.includes('keys made for development'));
      expect(JSON.parse(warning ?? '{}')).to.include({ level: 40, host: '0.0.0.0' });
      await started?.stop();
      expect(await start('--public-url', 'https://trace.example')).to.include({ developmentKeysExposed: true });
    });

    it('are nothing to warn of on the loopback interface', async () => {
      expect(await start()).to.include({ event: 'listening', developmentKeysExposed: false });
      expect(started?.log).to.not.include('development');
    });
  });
});
