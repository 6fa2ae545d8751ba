import { X509Certificate } from 'node:crypto';
import {
  blockSigned,
  byUtf8,
  commitHash,
  dataHash,
  endorsementSigned,
  proposalHash,
  readConfig,
  readIdentity,
  readLastConfig,
  readMetadata,
  readSignatureHeader,
  SLOT,
  transactionId,
  validationName,
  verifySignatureSync,
  type Block,
  type Organisation,
  type Transaction,
  type Update,
  type Version,
} from '@suyuan/block';
import { Reader } from '@suyuan/block';

export interface AuditOptions {
  readonly chaincode: string;
  /** BFT: PEM certificates by number. */
  readonly consenters?: ReadonlyMap<number, string>;
  readonly commitHashes: boolean;
}

const LIFECYCLE = '_lifecycle';

/** Checks blocks from 0 on, from their bytes and the genesis block's certificates alone. Returns what is wrong. */
export function auditBlocks(blocks: readonly Block[], options: AuditOptions): string[] {
  const audit = new Audit(options);
  for (const block of blocks) audit.take(block);
  return audit.findings;
}

/** The same, block after block. */
export class Audit {
  readonly findings: string[] = [];
  /** Where every key was written last, by namespace and key. */
  readonly #versions = new Map<string, Version>();
  readonly #txIds = new Set<string>();
  #organisations: readonly Organisation[] = [];
  #orderers: readonly Organisation[] = [];
  #previous: Block | undefined;
  #commitHash: Buffer = Buffer.alloc(0);
  #where = '';

  constructor(readonly options: AuditOptions) {}

  take(block: Block): void {
    this.#where = `block ${block.number}`;
    this.#chain(block);
    const config = readConfig(block);
    if (config) {
      this.#organisations = config.applicationOrganisations;
      this.#orderers = config.ordererOrganisations;
    }
    if (block.number > 0) this.#ordererSignatures(block);
    const updates = new Map<string, Update>();
    block.envelopes.forEach((_, index) => {
      this.#where = `transaction ${index} of block ${block.number}`;
      const tx = block.transactions[index];
      if (tx?.isEndorser === true) this.#transaction(tx, block.number, updates);
    });
    this.#where = `block ${block.number}`;
    if (block.number > 0 && this.options.commitHashes) this.#commit(block, [...updates.values()]);
    this.#previous = block;
  }

  #must(holds: boolean, what: string): void {
    if (!holds) this.findings.push(`${this.#where}: ${what}`);
  }

  #chain(block: Block): void {
    this.#must(block.number === (this.#previous?.number ?? -1) + 1, 'is not the next number');
    this.#must(
      block.previousHash.equals(this.#previous?.headerHash ?? Buffer.alloc(0)),
      'names another block before it',
    );
    this.#must(block.dataHash.equals(dataHash(block.envelopes)), 'states another data hash');
    this.#must(block.validationCodes.length === block.envelopes.length, 'has not a validity flag a transaction');
    if (block.number > 0)
      this.#must(readLastConfig(block.slot(SLOT.LAST_CONFIG)) < block.number, 'names a wrong config');
  }

  #ordererSignatures(block: Block): void {
    const { value, signatures } = readMetadata(block.slot(SLOT.SIGNATURES));
    const good = signatures.filter(({ header, identifierHeader, signature }) => {
      const signed = blockSigned(value, header.length > 0 ? header : identifierHeader, block.headerBytes);
      const certificate = header.length > 0 ? this.#orderer(header) : this.#consenter(identifierHeader);
      return certificate !== undefined && verifySignatureSync(certificate.publicKey, signed, signature);
    });
    const { size = 1 } = this.options.consenters ?? {};
    // BFT, 3f + 1 consenters: a quorum of 2f + 1 signs.
    const quorum = this.options.consenters ? Math.ceil((size + Math.floor((size - 1) / 3) + 1) / 2) : 1;
    this.#must(good.length >= quorum, `${good.length} good signatures of orderers, of ${quorum}`);
  }

  #orderer(signatureHeader: Buffer): X509Certificate | undefined {
    return this.#member(readSignatureHeader(signatureHeader).creator, this.#orderers, 'orderer')?.certificate;
  }

  /** `common.IdentifierHeader`: a consenter by number. */
  #consenter(header: Buffer): X509Certificate | undefined {
    const reader = new Reader(header, 'common.IdentifierHeader');
    let identifier = 0;
    while (reader.next()) if (reader.field === 1) identifier = reader.uint();
    const pem = this.options.consenters?.get(identifier);
    return pem === undefined ? undefined : new X509Certificate(pem);
  }

  #member(identity: Buffer, organisations: readonly Organisation[], role?: string) {
    const { mspid, cert } = readIdentity(identity);
    const organisation = organisations.find((each) => each.mspid === mspid);
    const certificate = new X509Certificate(cert);
    const issued = organisation?.roots.some((root) => certificate.verify(new X509Certificate(root).publicKey)) ?? false;
    const fits = role === undefined || certificate.subject.split(/\n| *\+ */).includes(`OU=${role}`);
    return issued && fits ? { mspid, certificate } : undefined;
  }

  #transaction(tx: Transaction, block: number, updates: Map<string, Update>): void {
    const { signatureHeader, envelope, txId } = tx;
    const creator = this.#member(signatureHeader.creator, this.#organisations);
    const { payload, signature } = envelope;
    const signed = creator && verifySignatureSync(creator.certificate.publicKey, payload, signature);
    this.#must(signed === true, "its creator's signature is not good");
    const code = validationName(tx.validationCode);
    const seen = this.#txIds.has(txId);
    this.#txIds.add(txId);
    if (seen) this.#must(code === 'DUPLICATE_TXID', 'stands twice');
    if (seen || (!tx.valid && code !== 'MVCC_READ_CONFLICT')) return;
    this.#endorsed(tx);
    const current = tx.sets.every(({ namespace, reads }) =>
      reads.every(({ key, version }) => isSame(this.#versions.get(`${namespace}\0${key}`), version)),
    );
    this.#must(current === tx.valid, `is flagged ${code}, its reads are ${current ? '' : 'not '}current`);
    if (!tx.valid) return;
    for (const { namespace, writes } of tx.sets) {
      for (const { key, value } of writes) {
        const version = { block, tx: tx.index };
        if (value) this.#versions.set(`${namespace}\0${key}`, version);
        else this.#versions.delete(`${namespace}\0${key}`);
        updates.set(`${namespace}\0${key}`, { namespace, key, version, ...(value && { value }) });
      }
    }
  }

  #endorsed(tx: Transaction): void {
    const { action, result, signatureHeader, header } = tx;
    this.#must(tx.txId === transactionId(signatureHeader.nonce, signatureHeader.creator), 'its id is not its own');
    const proposed = { channelHeader: header.channelHeader, signatureHeader: action.header };
    this.#must(proposalHash(proposed, action.proposalPayload).equals(result.proposalHash), 'endorsed was another call');
    const endorsers = action.endorsements.map(({ endorser, signature }) => {
      const member = this.#member(endorser, this.#organisations, 'peer');
      const signed = endorsementSigned(action.result, endorser);
      return member && verifySignatureSync(member.certificate.publicKey, signed, signature) ? member.mspid : undefined;
    });
    const organisations = new Set(endorsers.filter((mspid) => mspid !== undefined));
    const needed = isApproval(tx) ? 1 : Math.floor(this.#organisations.length / 2) + 1;
    this.#must(organisations.size >= needed, `${organisations.size} organisations endorsed, of ${needed}`);
    if (result.chaincode.name !== this.options.chaincode) return;
    const lifecycle = tx.sets.find(({ namespace }) => namespace === LIFECYCLE);
    const definition = `namespaces/fields/${result.chaincode.name}/Sequence`;
    const read = lifecycle?.reads.find(({ key }) => key === definition);
    this.#must(read?.version !== undefined, "does not read its chaincode's definition");
    const names = tx.sets.map(({ namespace }) => namespace);
    this.#must(
      isSorted(names) && tx.sets.every((set) => isSorted(set.writes.map(({ key }) => key))),
      'is not in order',
    );
  }

  /** The hash by which peers compare their states: recomputed over all that the blocks say. */
  #commit(block: Block, updates: readonly Update[]): void {
    this.#commitHash = commitHash(block.validationCodes, updates, this.#commitHash);
    this.#must(readMetadata(block.slot(SLOT.COMMIT_HASH)).value.equals(this.#commitHash), 'states another commit hash');
  }
}

/** An organisation's approval of a contract: written to its own private collection, which it endorses alone. */
function isApproval({ result, sets }: Transaction): boolean {
  const silent = sets.every(({ writes }) => writes.length === 0);
  return result.chaincode.name === LIFECYCLE && silent && sets.some(({ other }) => other);
}

function isSame(a: Version | undefined, b: Version | undefined): boolean {
  return a?.block === b?.block && a?.tx === b?.tx;
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, i) => i === 0 || byUtf8(names[i - 1] ?? '', name) < 0);
}
