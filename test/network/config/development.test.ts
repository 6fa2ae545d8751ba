import { expect } from 'chai';
import { DEVELOPMENT_UNIT as LOOKED_FOR } from '@suyuan/gateway';
import { cryptoConfig, describeNetwork, DEVELOPMENT_NOTE, DEVELOPMENT_UNIT } from '@suyuan/network-config';

interface Specified {
  readonly Domain: string;
  readonly CA: { readonly OrganizationalUnit: string };
}

describe('identities made for development', () => {
  it('say so in every certificate, by the unit that gateways look for', () => {
    expect(DEVELOPMENT_UNIT).to.equal(LOOKED_FOR);
    const { peers, orderers } = cryptoConfig(describeNetwork());
    const all = [
      ...(peers['PeerOrgs'] as unknown as Specified[]),
      ...(orderers['OrdererOrgs'] as unknown as Specified[]),
    ];
    expect(all).to.have.length(8);
    // cryptogen puts an authority's unit into all that it issues.
    for (const { CA, Domain } of all) expect(CA.OrganizationalUnit, Domain).to.equal(DEVELOPMENT_UNIT);
  });

  it('have a note beside them, in both languages', () => {
    expect(DEVELOPMENT_NOTE.text).to.include(DEVELOPMENT_UNIT).and.include('仅供开发').and.include('for development');
  });
});
