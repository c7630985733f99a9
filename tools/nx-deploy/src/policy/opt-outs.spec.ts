import { checkPolicy, failsPolicy, isOpen, renderFinding } from './check-policy.ts';
import { locate, type Patch, patchShop } from './fixtures/good-shop.ts';

const ignore = (rule: string, reason: unknown) => ({
  'metadata.annotations': { [`policy.nx-deploy/ignore-${rule}`]: reason },
});

const rooted = { 'container.securityContext.readOnlyRootFilesystem': false };

const check = async (patch: Patch) => {
  const findings = await checkPolicy(locate(patchShop(patch)));
  return {
    excused: findings.filter((finding) => !isOpen(finding)),
    failing: findings.filter(failsPolicy).map(renderFinding),
  };
};

describe('an opt-out', () => {
  it('with a reason excuses its object from its rule, and the reason is kept', async () => {
    const because = 'It writes its cache beside itself, and cannot be told otherwise.';
    const { excused, failing } = await check({ web: { ...rooted, ...ignore('read-only-root', because) } });
    expect(failing).toEqual([]);
    expect(excused).toEqual([
      expect.objectContaining({
        rule: 'read-only-root',
        object: 'Deployment shop-web',
        ignoredBecause: because,
      }),
    ]);
  });

  it('may stand in the pod template', async () => {
    const { failing } = await check({
      web: {
        ...rooted,
        'spec.template.metadata.annotations': {
          'checksum/config': 'abc',
          'policy.nx-deploy/ignore-read-only-root': 'It writes its cache beside itself.',
        },
      },
    });
    expect(failing).toEqual([]);
  });

  it('excuses no other object, and from no other rule', async () => {
    const { failing } = await check({
      web: { ...rooted, 'container.securityContext.privileged': true },
      database: { ...rooted, ...ignore('read-only-root', 'It writes its cache beside itself.') },
    });
    expect(failing).toEqual([
      expect.stringMatching(/Deployment shop-web.*\(read-only-root\)/),
      expect.stringMatching(/Deployment shop-web.*\(no-privileged\)/),
    ]);
  });

  it.each([
    ['', ''],
    ['blank', '    '],
    ['too short', 'because'],
  ])('without a reason (%s) excuses nothing, and is refused itself', async (_, reason) => {
    const { excused, failing } = await check({ web: { ...rooted, ...ignore('read-only-root', reason) } });
    expect(excused).toEqual([]);
    expect(failing).toEqual([
      expect.stringContaining('(read-only-root)'),
      expect.stringMatching(/opts out of read-only-root and does not say why\. \(justified-opt-out\)/),
    ]);
  });

  it('from a rule that does not exist is refused', async () => {
    const { failing } = await check({ web: ignore('no-such-rule', 'We always did it like this.') });
    expect(failing).toEqual([expect.stringContaining('there is no rule "no-such-rule" to opt out of.')]);
  });

  it('from a rule that is kept is refused, so that none is left over', async () => {
    const { failing } = await check({ web: ignore('no-privileged', 'It had to load a kernel module.') });
    expect(failing).toEqual([
      expect.stringContaining('it opts out of no-privileged, which it does not break.'),
    ]);
  });

  it('from the rule about opt-outs is none', async () => {
    const { failing } = await check({ web: ignore('justified-opt-out', 'Let us all through, please.') });
    expect(failing).toEqual([expect.stringContaining('there is no rule "justified-opt-out"')]);
  });
});
