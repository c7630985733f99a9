import { parse } from 'yaml';
import { oneOf, text } from './parse.ts';
import {
  configChecksum,
  renderChartConfig,
  renderConfigMap,
  renderSecretTemplate,
} from './render-cluster.ts';
import { spliceBlock } from './splice-block.ts';
import { optional, variable } from './variable.ts';

const declared = {
  MOOD: variable({
    usedBy: ['backend'],
    purpose: 'How it greets.',
    format: 'calm or loud',
    example: 'loud',
    secret: false,
    since: '1.1.0',
    default: 'calm',
    parse: oneOf('calm', 'loud'),
  }),
  API_URL: variable({
    usedBy: ['frontend'],
    purpose: 'Where the API is.',
    format: 'URL',
    example: 'http://api:8000',
    secret: false,
    since: '1.0.0',
    default: 'http://127.0.0.1:8000',
    inCluster: { chart: 'http://{{ .Release.Name }}-api:8000', manifests: "http://shop's-api:8000" },
    parse: text,
  }),
  KEY: variable({
    usedBy: ['backend'],
    purpose: 'Signs.',
    format: 'text',
    example: 'CHANGE-ME',
    secret: true,
    since: '1.0.0',
    parse: text,
  }),
  OLD_KEY: optional({
    usedBy: ['backend'],
    purpose: 'Signed before.',
    format: 'text',
    example: 'OLD',
    secret: true,
    since: '1.0.0',
    parse: text,
  }),
  LOAD: optional({
    usedBy: ['deploy'],
    purpose: 'Puts images on nodes.',
    format: 'command',
    example: 'load',
    secret: false,
    since: '1.0.0',
    parse: text,
  }),
};

describe('a declared variable arrives', () => {
  it('in the values of the chart, with its purpose and format as comment', () => {
    const config = renderChartConfig(declared);
    expect(config).toContain('  # -- How it greets. Format: calm or loud.');
    expect(parse(`config:\n${config.join('\n')}`)).toEqual({
      config: { MOOD: 'calm', API_URL: 'http://{{ .Release.Name }}-api:8000' },
    });
  });

  it('in the ConfigMap of the plain manifests', () => {
    expect(renderConfigMap(declared)).toEqual([`  API_URL: 'http://shop''s-api:8000'`, `  MOOD: 'calm'`]);
  });

  it('in the hash by which pods follow the ConfigMap', () => {
    const { MOOD, ...others } = declared;
    const loud = { ...others, MOOD: { ...MOOD, default: 'loud' } };
    expect(configChecksum({ ...others, MOOD })).toBe(configChecksum(declared));
    expect(configChecksum(loud)).not.toBe(configChecksum(declared));
  });

  it('in the template of the Secret, if it is one', () => {
    expect(parse(renderSecretTemplate(declared).join('\n'))).toEqual({ KEY: 'CHANGE-ME', OLD_KEY: '' });
  });
});

describe('a block of a YAML file', () => {
  const file = '# Head.\na: 1\n\n# About b.\nb:\n  # Old.\n  c: 2\n  d:\n    - e\n\n# About f.\nf: 3\n';

  it('is replaced, and nothing around it', () => {
    expect(spliceBlock(file, 'b', ['  new: 1'])).toBe(
      '# Head.\na: 1\n\n# About b.\nb:\n  new: 1\n\n# About f.\nf: 3\n',
    );
    expect(spliceBlock('a: 1\nb:\n  c: 2\n', 'b', ['  new: 1'])).toBe('a: 1\nb:\n  new: 1\n');
  });

  it('is found by its key alone, not by a text that looks like one', () => {
    const tricky = 'a: |\n  b:\n    c: 1\nb:\n  c: 2\n';
    expect(spliceBlock(tricky, 'b', ['  c: 3'])).toBe('a: |\n  b:\n    c: 1\nb:\n  c: 3\n');
  });

  it('that is not there is missed', () => {
    expect(() => spliceBlock('a: 1\n', 'b', [])).toThrow('There is no “b:”');
  });
});
