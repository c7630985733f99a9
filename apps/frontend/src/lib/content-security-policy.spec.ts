import { contentSecurityPolicy } from './content-security-policy';

describe('the content security policy', () => {
  it('runs scripts by nonce alone', () => {
    const policy = contentSecurityPolicy('n0nce', false);
    expect(policy).toContain("script-src 'self' 'nonce-n0nce' 'strict-dynamic';");
    expect(policy).toContain("default-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
  });

  it('leaves the scheme alone, for trackers served over plain http', () => {
    expect(contentSecurityPolicy('n0nce', false)).not.toContain('upgrade-insecure-requests');
  });
});
