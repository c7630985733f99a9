import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import junit from 'junit-report-builder';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { allRules } from './all-rules.ts';
import { failsPolicy, type Finding, isOpen, optOutRule, renderFinding } from './check-policy.ts';

export interface PolicyReport {
  /** File or folder that was checked. */
  manifests: string;
  /** How many objects it holds. */
  objects: number;
  findings: Finding[];
}

const rules = [...allRules, optOutRule];

/** Leaves the findings for machines: as they are, for test reports (JUnit), and for code review (SARIF). Without times, so equal results are equal files. */
export async function writeReports(
  workspaceRoot: string,
  folder: string,
  report: PolicyReport,
): Promise<void> {
  const target = join(workspaceRoot, folder);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await Promise.all([
    writeFile(join(target, 'policy.json'), toJson(report)),
    writeFile(join(target, 'policy.xml'), toJunit(report)),
    writeFile(join(target, 'policy.sarif'), toSarif(report)),
  ]);
}

export const toJson = (report: PolicyReport): string =>
  `${JSON.stringify({ ok: !report.findings.some(failsPolicy), rules: rules.length, ...report }, null, 2)}\n`;

/** One test case for each rule; advice is told as output of a case that passes. */
export function toJunit({ manifests, findings }: PolicyReport): string {
  const builder = junit.newBuilder();
  const suite = builder.testSuite().name(`policy of ${manifests}`);
  for (const { id, fix } of rules) {
    const test = suite.testCase().className('policy').name(id);
    const open = findings.filter((finding) => finding.rule === id && isOpen(finding));
    const failing = open.filter(failsPolicy);
    const text = [...open.map(renderFinding), fix].join('\n');
    if (failing.length > 0) test.failure(text, id);
    else if (open.length > 0) test.standardOutput(text);
  }
  return builder.build();
}

export function toSarif({ findings }: PolicyReport): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'nx-deploy policy-check', rules: rules.map(describeRule) } },
        results: findings.map(describeFinding),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const describeRule = ({ id, reason, fix, severity }: (typeof rules)[number]): ReportingDescriptor => ({
  id,
  shortDescription: { text: reason },
  help: { text: fix },
  defaultConfiguration: { level: severity },
});

function describeFinding(finding: Finding): Result {
  const { rule, severity, file, line, object, path, says, template, ignoredBecause } = finding;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text: `${object}${path ? ` ${path}` : ''}: ${says}${template ? ` (from ${template})` : ''}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: toUri(file) }, region: { startLine: line } },
        logicalLocations: [{ fullyQualifiedName: `${object}${path ? `/${path}` : ''}`, kind: 'object' }],
      },
    ],
    ...(ignoredBecause
      ? { suppressions: [{ kind: 'inSource' as const, justification: ignoredBecause }] }
      : {}),
  };
}

/** A relative address: also where a file is called like something in an address, "a#b.yaml" for instance. */
const toUri = (file: string): string => file.split('/').map(encodeURIComponent).join('/');
