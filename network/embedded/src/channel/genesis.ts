import { randomBytes } from 'node:crypto';

import {
  dataHash,
  emptyMetadata,
  HEADER_TYPE,
  lastConfig,
  ordererMetadata,
  SLOT,
  transactionId,
  writeBlock,
  writeChannelHeader,
  writeEnvelope,
  writeMetadata,
  writePayload,
  writeSignatureHeader,
  Writer,
} from '@suyuan/block';

import type { Identities } from '../identity/identities.js';
import { NODE_OUS } from '../identity/names.js';
import { capabilities, configGroup, configValue, implicitMeta, signedBy } from './config-tree.js';

/** When a block is full, in messages and bytes, and how large one message may be: Fabric's defaults but for the count. */
export const BATCH = { maxMessageCount: 500, absoluteMaxBytes: 10 * 1024 * 1024, preferredMaxBytes: 2 * 1024 * 1024 };

/**
 * Block 0: the channel's configuration as `configtxgen` would write it, with one organisation, which endorses and
 * orders. The consensus type is `solo`, Fabric's own word for one orderer without consensus. No anchor peers are
 * named: there is no other node to find them. The nonce makes every ledger's genesis another.
 */
export function genesisBlock(channel: string, identities: Identities): Buffer {
  const nonce = randomBytes(24);
  const txId = transactionId(nonce, Buffer.alloc(0));
  const timestamp = { seconds: Math.floor(Date.now() / 1000), nanos: 0 };
  const header = {
    channelHeader: writeChannelHeader({
      ...{ type: HEADER_TYPE.CONFIG, version: 1, epoch: 0, extension: Buffer.alloc(0) },
      ...{ timestamp, channel, txId },
    }),
    signatureHeader: writeSignatureHeader(Buffer.alloc(0), nonce),
  };
  const config = new Writer().element(1, new Writer().element(2, channelGroup(identities)));
  const envelope = writeEnvelope(writePayload(header, config).finish(), Buffer.alloc(0));
  const metadata = emptyMetadata();
  metadata[SLOT.SIGNATURES] = writeMetadata(ordererMetadata(0));
  metadata[SLOT.LAST_CONFIG] = writeMetadata(lastConfig(0));
  // What the committer adds: the one transaction is valid.
  metadata[SLOT.TRANSACTIONS_FILTER] = Buffer.of(0);
  const envelopes = [envelope];
  return writeBlock({ number: 0, previousHash: Buffer.alloc(0), dataHash: dataHash(envelopes), envelopes, metadata });
}

function channelGroup(identities: Identities): Writer {
  return configGroup(
    {
      groups: { Application: applicationGroup(identities), Orderer: ordererGroup(identities) },
      values: {
        BlockDataHashingStructure: configValue(new Writer().uint(1, 0xffffffff)),
        Capabilities: capabilities('V3_0'),
        HashingAlgorithm: configValue(new Writer().string(1, 'SHA256')),
      },
      policies: standardPolicies(),
    },
    'Admins',
  );
}

function standardPolicies() {
  return {
    Readers: implicitMeta('ANY', 'Readers'),
    Writers: implicitMeta('ANY', 'Writers'),
    Admins: implicitMeta('MAJORITY', 'Admins'),
  };
}

function applicationGroup(identities: Identities): Writer {
  const { mspid } = identities.names;
  return configGroup({
    groups: { [mspid]: organisationGroup(identities) },
    values: { Capabilities: capabilities('V2_5') },
    policies: {
      ...standardPolicies(),
      Endorsement: implicitMeta('MAJORITY', 'Endorsement'),
      LifecycleEndorsement: implicitMeta('MAJORITY', 'Endorsement'),
    },
  });
}

function ordererGroup(identities: Identities): Writer {
  const { maxMessageCount, absoluteMaxBytes, preferredMaxBytes } = BATCH;
  return configGroup({
    groups: { [identities.names.mspid]: organisationGroup(identities, ordererEndpoints(identities)) },
    values: {
      BatchSize: configValue(
        new Writer().uint(1, maxMessageCount).uint(2, absoluteMaxBytes).uint(3, preferredMaxBytes),
      ),
      // Blocks are cut as soon as the one before is on disk: nothing waits for a timer.
      BatchTimeout: configValue(new Writer().string(1, '1ms')),
      Capabilities: capabilities('V2_0'),
      ChannelRestrictions: configValue(new Writer()),
      ConsensusType: configValue(new Writer().string(1, 'solo')),
    },
    policies: { ...standardPolicies(), BlockValidation: implicitMeta('ANY', 'Writers') },
  });
}

/** Fabric takes no orderer organisation without an endpoint. It is a name only: nobody listens there. */
function ordererEndpoints({ names }: Identities) {
  return { Endpoints: configValue(new Writer().string(1, `orderer.${names.domain}:7050`)) };
}

function organisationGroup(
  { names, caCertificate, tlsCaCertificate }: Identities,
  values: Readonly<Record<string, Writer>> = {},
): Writer {
  const { mspid } = names;
  return configGroup({
    values: { ...values, MSP: configValue(mspConfig(mspid, caCertificate, tlsCaCertificate)) },
    policies: {
      Readers: signedBy(mspid, 'MEMBER'),
      Writers: signedBy(mspid, 'MEMBER'),
      Admins: signedBy(mspid, 'ADMIN'),
      Endorsement: signedBy(mspid, 'PEER'),
    },
  });
}

/** `msp.MSPConfig` of type 0, with NodeOUs. */
function mspConfig(mspid: string, ca: Buffer, tlsCa: Buffer): Writer {
  const unit = (role: string) => new Writer().bytes(1, ca).string(2, role);
  const nodeOus = new Writer().bool(1, true);
  NODE_OUS.forEach((role, i) => nodeOus.element(i + 2, unit(role)));
  const config = new Writer()
    .string(1, mspid)
    .bytes(2, ca)
    .element(8, new Writer().string(1, 'SHA2').string(2, 'SHA256'))
    .bytes(9, tlsCa)
    .element(11, nodeOus);
  return new Writer().element(2, config);
}
