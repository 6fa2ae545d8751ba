import { expect } from 'chai';
import type { TraceError } from '@suyuan/domain';
import { readSettings } from '@suyuan/gateway';

describe('gateway: settings', () => {
  it('are those of a laptop unless said', () => {
    const settings = readSettings([], {});
    expect(settings).to.deep.include({
      command: 'serve',
      port: 8080,
      data: '.data',
      source: { connection: '.data/ledger/connection.json' },
    });
    expect(settings.publicUrls).to.equal(undefined);
    expect(settings.rates).to.include({ loopback: false });
    expect(settings.metrics).to.equal(undefined);
  });

  it('come from flags, else from the environment', () => {
    const env = {
      SUYUAN_PORT: '9000',
      SUYUAN_HOST: '0.0.0.0',
      SUYUAN_PUBLIC_URL: 'https://a.example/x https://b.example:8443',
    };
    const settings = readSettings(['rebuild-index', '--port', '9001', '--rate-reads', '0'], env);
    expect(settings).to.deep.include({
      command: 'rebuild-index',
      port: 9001,
      host: '0.0.0.0',
      publicUrls: ['https://a.example', 'https://b.example:8443'],
    });
    expect(settings.rates?.reads).to.equal(0);
    expect(readSettings(['--metrics-port', '0'], {}).metrics).to.deep.equal({ port: 0, host: undefined });
    const counted = { SUYUAN_METRICS_PORT: '9464', SUYUAN_METRICS_HOST: '0.0.0.0' };
    expect(readSettings([], counted).metrics).to.deep.equal({ port: 9464, host: '0.0.0.0' });
  });

  it('name a connection profile, a member of its organisation, and what is on the channel', () => {
    const args = ['--profile', 'connection-org1.json', '--msp', 'users/User1/msp', '--channel', 'mychannel'];
    const source = { profile: 'connection-org1.json', msp: 'users/User1/msp', channel: 'mychannel' };
    expect(readSettings(args, {})).to.deep.include({ source: { ...source, chaincode: 'suyuan' }, chaincode: 'suyuan' });
    const other = readSettings([...args, '--chaincode', 'trace'], {});
    expect(other).to.deep.include({ source: { ...source, chaincode: 'trace' }, chaincode: 'trace' });
  });

  for (const args of [
    ['--profile', 'a'],
    ['--msp', 'a'],
    ['--profile', 'a', '--msp', 'b', '--connection', 'c'],
    ['--port', 'x'],
    ['--port', '70000'],
    ['--tls-cert', 'a'],
    ['--metrics-port', '70000'],
    ['--metrics-host', '127.0.0.1'],
    ['--public-url', 'here'],
    ['fly'],
    ['--x'],
  ]) {
    it(`are refused: ${args.join(' ')}`, () => {
      let caught: unknown;
      try {
        readSettings(args, {});
      } catch (error) {
        caught = error;
      }
      expect((caught as TraceError).code).to.equal('USAGE');
    });
  }
});
