import { choosePlace } from './choose-place.js';

const none = async () => undefined;
const plain = { embedded: false, context: undefined };

/** Tools that are installed, by what they print. */
const tools = (answers: Record<string, string>) => async (command: string) => answers[command];
const running = JSON.stringify({ Name: 'minikube', Host: 'Running', APIServer: 'Running' });
const stopped = JSON.stringify({ Name: 'minikube', Host: 'Stopped', APIServer: 'Stopped' });

describe('choosePlace', () => {
  it('stays on this machine when there is no cluster, and says why', async () => {
    expect(await choosePlace(plain, {}, none)).toEqual({
      where: 'embedded',
      why: 'minikube is not installed, kind is not installed',
    });
  });

  it('does not trust a cluster that does not run', async () => {
    const place = await choosePlace(plain, {}, tools({ minikube: stopped, kind: '\n' }));
    expect(place).toEqual({ where: 'embedded', why: expect.stringContaining('minikube start') });
    expect(await choosePlace(plain, {}, tools({ minikube: 'garbage' }))).toMatchObject({ where: 'embedded' });
  });

  it('prefers minikube, then kind', async () => {
    const both = tools({ minikube: running, kind: 'kind\n' });
    expect(await choosePlace(plain, {}, both)).toMatchObject({ where: 'cluster', target: 'minikube' });
    expect(await choosePlace(plain, {}, tools({ kind: 'kind\n' }))).toMatchObject({ target: 'kind' });
  });

  it('goes where it is told', async () => {
    const both = tools({ minikube: running, kind: 'kind\n' });
    expect(await choosePlace({ ...plain, embedded: true }, { NX_DEPLOY_CONTEXT: 'c' }, both)).toMatchObject({
      where: 'embedded',
    });
    expect(await choosePlace(plain, { NX_DEPLOY_CONTEXT: 'c' }, both)).toMatchObject({ target: 'context c' });
    expect(await choosePlace({ ...plain, context: 'd' }, { NX_DEPLOY_CONTEXT: 'c' }, both)).toMatchObject({
      env: { NX_DEPLOY_CONTEXT: 'd' },
    });
  });
});
