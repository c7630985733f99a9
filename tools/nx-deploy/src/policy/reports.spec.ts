import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Finding } from './check-policy.ts';
import { toJson, toJunit, toSarif } from './reports.ts';
import { sarifEssentials } from './fixtures/sarif-essentials.ts';

const finding = (fields: Partial<Finding> = {}): Finding => ({
  rule: 'no-privileged',
  severity: 'error',
  file: 'k8s/base/web.yaml',
  line: 12,
  object: 'Deployment shop-web',
  path: 'spec.template.spec.containers[web]',
  says: 'it is privileged.',
  fix: 'Remove it.',
  ...fields,
});

const awkward = 'a & b < c > "d" ]]> \u0007 é';

const report = (findings: Finding[]) => ({ manifests: 'k8s/base', objects: 3, findings });

describe('JUnit', () => {
  it('has a case for each rule, and fails those that something breaks', () => {
    const xml = toJunit(report([finding(), finding({ object: 'Deployment shop-api' })]));
    const tests = Number(/<testsuites tests="(\d+)" failures="1"/.exec(xml)?.[1]);
    expect(xml.match(/<testcase /g)).toHaveLength(tests);
    expect(tests).toBeGreaterThan(90);
    expect(xml).toMatch(/name="no-privileged">\s*<failure [^>]*Deployment shop-web[^>]*Deployment shop-api/);
  });

  it('fails nothing for advice and for what is excused', () => {
    const advice = finding({ rule: 'open-node-port', severity: 'warning' });
    const xml = toJunit(report([advice, finding({ ignoredBecause: 'It loads a kernel module.' })]));
    expect(xml).toContain('failures="0"');
    expect(xml).not.toContain('<failure');
    expect(xml).toMatch(/name="open-node-port">\s*<system-out>/);
  });

  it('is XML whatever the manifests say', () => {
    const xml = toJunit({ ...report([finding({ says: awkward })]), manifests: awkward });
    expect(tagsLeftOpen(xml)).toEqual([]);
    expect(xml).not.toContain('\u0007');
    expect(xml).toContain('a &amp; b &lt; c');
  });
});

describe('SARIF', () => {
  const isSarif = addFormats
    .default(new Ajv({ allErrors: true, allowUnionTypes: true }))
    .compile(sarifEssentials);
  const parse = (findings: Finding[]) => {
    const log = JSON.parse(toSarif(report(findings)));
    isSarif(log);
    return { run: log.runs[0], errors: isSarif.errors ?? [] };
  };

  it('keeps its schema, and points to rules that it describes', () => {
    const findings = [
      finding({ template: 'shop/templates/web.yaml' }),
      finding({ rule: 'justified-opt-out', file: 'k8s/a b#c?.yaml', says: awkward, path: '' }),
      finding({ rule: 'open-node-port', severity: 'warning', line: 1 }),
    ];
    const { run, errors } = parse(findings);
    expect(errors).toEqual([]);
    const { rules } = run.tool.driver;
    expect(new Set(rules.map(({ id }: { id: string }) => id)).size).toBe(rules.length);
    for (const [at, { ruleId, ruleIndex }] of run.results.entries()) {
      expect(ruleId).toBe(findings[at]?.rule);
      expect(rules[ruleIndex].id).toBe(ruleId);
    }
    expect(run.results[1].locations[0].physicalLocation.artifactLocation.uri).toBe('k8s/a%20b%23c%3F.yaml');
    expect(run.results[1].message.text).toContain(awkward);
  });

  it('shows what is excused with its reason, and an empty list when all is well', () => {
    const { run, errors } = parse([finding({ ignoredBecause: 'It loads a kernel module.' })]);
    expect(errors).toEqual([]);
    expect(run.results[0].suppressions).toEqual([
      { kind: 'inSource', justification: 'It loads a kernel module.' },
    ]);
    expect(parse([])).toMatchObject({ run: { results: [] }, errors: [] });
  });
});

it('tells programs whether all is well', () => {
  const ok = (findings: Finding[]): unknown => JSON.parse(toJson(report(findings))).ok;
  expect(ok([])).toBe(true);
  expect(ok([finding({ severity: 'warning' })])).toBe(true);
  expect(ok([finding({ ignoredBecause: 'It loads a kernel module.' })])).toBe(true);
  expect(ok([finding()])).toBe(false);
});

it('writes the same bytes for the same findings', () => {
  for (const write of [toJson, toJunit, toSarif])
    expect(write(report([finding()]))).toBe(write(report([finding()])));
});

/** Tags that are not closed in order, and texts and attributes with bare signs of markup. */
function tagsLeftOpen(xml: string): string[] {
  const open: string[] = [];
  const rest = xml
    .replace(/^<\?xml[^>]*\?>/, '')
    .replace(
      /<(\/?)([\w-]+)((?:\s+[\w-]+="(?:[^"<&]|&(?:\w+|#\w+);)*")*)\s*(\/?)>/g,
      (_, end, name, __, empty) => {
        if (end) {
          if (open.pop() !== name) open.push(`/${name}`);
        } else if (!empty) open.push(name);
        return '';
      },
    );
  const bare = rest.replace(/&(\w+|#\w+);/g, '').match(/[<&]/g) ?? [];
  return [...open, ...bare];
}
