import { expect } from 'chai';
import {
  at,
  configtx,
  coreYaml,
  cryptoConfig,
  describeNetwork,
  identityFolders,
  ordererYaml,
  placesOnOneMachine,
  PROFILE,
  toYaml,
  type Ordering,
} from '@suyuan/network-config';

/** What is read back from a configuration: a path of names and indices. */
function pick(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((found, name) => (found as Record<string | number, unknown> | undefined)?.[name], value);
}

const CRYPTO = '/net/crypto';

describe('configuration made from the description of the network', () => {
  const network = describeNetwork();
  const places = placesOnOneMachine(network, 7100);

  it('has four organisations, each with nodes and ports of its own', () => {
    expect(network.organisations.map(({ mspid }) => mspid)).to.deep.equal([
      'ProducerMSP',
      'DistributorMSP',
      'LabMSP',
      'RegulatorMSP',
    ]);
    const ports = Object.values(places).flatMap((each) =>
      Object.values(each).map(({ port }: { port: number }) => port),
    );
    expect(new Set(ports).size).to.equal(ports.length);
    expect([Math.min(...ports), Math.max(...ports)]).to.deep.equal([7100, 7137]);
    for (const from of [80, 65_500, 7100.5, Number.NaN]) {
      expect(() => placesOnOneMachine(network, from), String(from)).to.throw(RangeError);
    }
  });

  it('makes identities of every node, orderers within their organisations', () => {
    const { peers, orderers } = cryptoConfig(network);
    network.organisations.forEach(({ domain }, i) => {
      expect(pick(peers, 'PeerOrgs', i)).to.include({ Domain: domain, EnableNodeOUs: true });
      expect(pick(orderers, 'OrdererOrgs', i)).to.include({ Domain: domain, EnableNodeOUs: true });
      const hostnames = (pick(peers, 'PeerOrgs', i, 'Specs') as { Hostname: string }[]).map((spec) => spec.Hostname);
      expect(hostnames).to.deep.equal(['peer', 'contracts']);
      expect(pick(orderers, 'OrdererOrgs', i, 'Specs', 0)).to.deep.equal({
        Hostname: 'orderer',
        SANS: ['127.0.0.1', 'localhost'],
      });
    });
  });

  for (const ordering of ['BFT', 'etcdraft'] satisfies Ordering[]) {
    it(`agrees on one channel ordered by ${ordering}, endorsed by a majority`, () => {
      const profile = pick(configtx(describeNetwork(ordering), places, CRYPTO), 'Profiles', PROFILE);
      expect(pick(profile, 'Capabilities')).to.deep.equal({ V3_0: true });
      expect(pick(profile, 'Orderer', 'Capabilities')).to.deep.equal({ V2_0: true });
      expect(pick(profile, 'Application', 'Capabilities')).to.deep.equal({ V2_5: true });
      for (const policy of ['Endorsement', 'LifecycleEndorsement']) {
        const rule = { Type: 'ImplicitMeta', Rule: 'MAJORITY Endorsement' };
        expect(pick(profile, 'Application', 'Policies', policy)).to.deep.equal(rule);
      }
      expect(pick(profile, 'Orderer', 'OrdererType')).to.equal(ordering);
      const path = ordering === 'BFT' ? ['ConsenterMapping'] : ['EtcdRaft', 'Consenters'];
      network.organisations.forEach((organisation, i) => {
        const { orderer, peer } = places[organisation.name];
        const tls = `${CRYPTO}/${identityFolders(organisation).orderer}/tls/server.crt`;
        const consenter = pick(profile, 'Orderer', ...path, i);
        expect(consenter).to.include({ Host: '127.0.0.1', Port: orderer.port, ClientTLSCert: tls, ServerTLSCert: tls });
        if (ordering === 'BFT') expect(consenter).to.include({ ID: i + 1, MSPID: organisation.mspid });
        const own = pick(profile, 'Application', 'Organizations', i);
        expect(pick(own, 'OrdererEndpoints')).to.deep.equal([at(orderer)]);
        expect(pick(own, 'AnchorPeers')).to.deep.equal([{ Host: '127.0.0.1', Port: peer.port }]);
        expect(pick(own, 'Policies', 'Endorsement', 'Rule')).to.equal(`OR('${organisation.mspid}.peer')`);
        for (const policy of ['Readers', 'Writers']) {
          expect(pick(own, 'Policies', policy, 'Rule')).to.include(`'${organisation.mspid}.orderer'`);
        }
      });
    });
  }

  it('gives every peer its own files and ports, quick gossip, the time window and batched state', () => {
    for (const organisation of network.organisations) {
      const own = places[organisation.name];
      const folders = { crypto: CRYPTO, data: `/net/${organisation.name}`, builder: '/net/builder' };
      const core = coreYaml(network, organisation, places, folders);
      const peer = pick(core, 'peer') as Record<string, unknown>;
      expect(peer).to.include({ localMspId: organisation.mspid, address: at(own.peer), fileSystemPath: folders.data });
      expect(peer).to.have.nested.property('tls.enabled', true);
      expect(peer).to.have.nested.property('authentication.timewindow', '2m');
      expect(pick(peer, 'handlers', 'authFilters')).to.deep.include({ name: 'TimeWindowCheck' });
      for (const interval of ['reconnectInterval', 'publishStateInfoInterval', 'requestStateInfoInterval']) {
        expect(pick(peer, 'gossip', interval)).to.equal('1s');
      }
      expect(pick(core, 'vm', 'endpoint')).to.equal('');
      expect(pick(core, 'chaincode', 'externalBuilders')).to.deep.equal([{ name: 'ccaas', path: '/net/builder' }]);
      expect(pick(core, 'chaincode', 'runtimeParams', 'useGetMultipleKeys')).to.equal(true);
      expect(pick(core, 'operations', 'listenAddress')).to.equal(at(own.peerOperations));
    }
  });

  it('gives every orderer its own files and ports, and joins channels only by certificate', () => {
    for (const organisation of network.organisations) {
      const own = places[organisation.name];
      const yaml = ordererYaml(organisation, places, { crypto: CRYPTO, data: '/net/data' });
      expect(pick(yaml, 'General')).to.include({ LocalMSPID: organisation.mspid, ListenPort: own.orderer.port });
      expect(pick(yaml, 'General', 'TLS', 'Enabled')).to.equal(true);
      expect(pick(yaml, 'Admin', 'ListenAddress')).to.equal(at(own.ordererAdmin));
      expect(pick(yaml, 'Admin', 'TLS')).to.include({ Enabled: true, ClientAuthRequired: true });
      expect(pick(yaml, 'ChannelParticipation', 'Enabled')).to.equal(true);
    }
  });

  it('is written as YAML', () => {
    const value = { a: 1, b: { c: ['x: y', { d: true, e: [] }], f: {} }, g: [['h']], 州: '烟"台' };
    const lines = ['a: 1', 'b:', '  c:', '    - "x: y"', '    - d: true', '      e: []', '  f: {}'];
    expect(toYaml(value)).to.equal(`${[...lines, 'g:', '  - - "h"', '州: "烟\\"台"'].join('\n')}\n`);
  });
});
