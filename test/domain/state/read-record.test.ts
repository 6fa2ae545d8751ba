import { readRecord } from '@suyuan/domain';
import { expect } from 'chai';

describe('state: records read again', () => {
  it('are the same object where a register’s text is the same, and another where it is not', () => {
    const first = readRecord('category/agri', '{"v":1}');
    expect(readRecord('category/agri', '{"v":1}')).to.equal(first);
    expect(readRecord('category/agri', '{"v":2}')).to.deep.equal({ v: 2 });
    expect(readRecord('category/food', '{"v":1}')).not.to.equal(first);
    expect(readRecord('category/agri', '{"v":1}')).to.deep.equal({ v: 1 });
  });

  it('are read anew where they change with every document', () => {
    const first = readRecord('holding/a/b', '{"v":1}');
    expect(readRecord('holding/a/b', '{"v":1}')).not.to.equal(first);
  });

  it('are forgotten, the oldest first, where they are many', () => {
    const first = readRecord('lot/first', '{"v":1}');
    for (let i = 0; i < 6000; i++) readRecord(`lot/${i}`, '{"v":1}');
    expect(readRecord('lot/first', '{"v":1}')).not.to.equal(first);
  });
});
