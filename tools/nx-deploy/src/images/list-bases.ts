import { DockerfileParser } from 'dockerfile-ast';
import { fill, readDefaults } from './image-base.ts';

interface Stage {
  name: string | undefined;
  from: string;
  /** What its lines copy or mount from: stages, by name or number, or images. */
  uses: string[];
}

/** The images from elsewhere that decide what is in the last stage; a stage that is replaced brings none. */
export function listBases(text: string, replacedStage?: string): string[] {
  const stages = readStages(text);
  const found = new Set<string>();
  const visited = new Set<Stage>();
  const visit = (stage: Stage | undefined): void => {
    if (!stage || visited.has(stage)) return;
    visited.add(stage);
    const earlier = stages.slice(0, stages.indexOf(stage));
    for (const name of [stage.from, ...stage.uses]) {
      if (name.toLowerCase() === replacedStage || name === 'scratch') continue;
      const other = earlier.findLast((it) => it.name === name.toLowerCase()) ?? earlier[stageNumber(name)];
      if (other) visit(other);
      else found.add(name);
    }
  };
  visit(stages.at(-1));
  return [...found].sort();
}

const stageNumber = (name: string): number => (/^\d+$/.test(name) ? Number(name) : -1);

function readStages(text: string): Stage[] {
  const dockerfile = DockerfileParser.parse(text);
  const defaults = readDefaults(dockerfile);
  const stages: Stage[] = [];
  for (const instruction of dockerfile.getInstructions()) {
    const keyword = instruction.getKeyword().toUpperCase();
    // Flags and arguments, without the breaks between lines.
    const line = instruction
      .getTextContent()
      .replace(/\\\s*\n/g, ' ')
      .slice(keyword.length);
    if (keyword === 'FROM') {
      const [, image = '', name] = /^\s*(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line) ?? [];
      stages.push({ name: name?.toLowerCase(), from: fill(image, defaults), uses: [] });
      continue;
    }
    const flag = keyword === 'COPY' ? /\s--from=(\S+)/g : /\s--mount=\S*?\bfrom=([^\s,]+)/g;
    if (['COPY', 'RUN'].includes(keyword))
      stages.at(-1)?.uses.push(...[...line.matchAll(flag)].map(([, name = '']) => fill(name, defaults)));
  }
  return stages;
}
