import { testApp } from '../testing/test-app.ts';

const { api } = testApp();

interface OpenApi {
  openapi: string;
  paths: Record<
    string,
    Record<string, { security?: unknown; responses: Record<string, { content?: object }> }>
  >;
}

describe('the documentation', () => {
  it('is a page whose files are there', async () => {
    const page = await api.ask<string>('GET', '/docs/');
    expect(page.status).toBe(200);
    const files = [...page.body.matchAll(/(?:src|href)="\.?\/?([^":]+\.(?:js|css|png))"/g)].map(
      (match) => match[1],
    );
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const path = file?.startsWith('docs/') ? `/${file}` : `/docs/${file}`;
      expect([path, (await api.ask('GET', path)).status]).toEqual([path, 200]);
    }
  });

  it('forbids scripts from elsewhere on that page', async () => {
    const { headers } = await api.ask('GET', '/docs/');
    expect(headers['content-security-policy']).toMatch(/default-src 'self'/);
  });

  it('describes every route', async () => {
    const { body } = await api.ask<OpenApi>('GET', '/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.sort()).toEqual(
      [
        'POST /api/v1/auth/register',
        'POST /api/v1/auth/sign-in',
        'GET /api/v1/me',
        'PATCH /api/v1/me',
        'DELETE /api/v1/me',
        'GET /api/v1/habits',
        'POST /api/v1/habits',
        'GET /api/v1/habits/{habitId}',
        'PATCH /api/v1/habits/{habitId}',
        'POST /api/v1/habits/{habitId}/archive',
        'POST /api/v1/habits/{habitId}/restore',
        'GET /api/v1/habits/{habitId}/progress',
        'GET /api/v1/habits/{habitId}/heatmap',
        'PUT /api/v1/habits/{habitId}/check-ins/{day}',
        'DELETE /api/v1/habits/{habitId}/check-ins/{day}',
        'GET /api/v1/today',
        'GET /health',
        'GET /livez',
        'GET /readyz',
      ].sort(),
    );
    expect(body.paths['/api/v1/today']?.['get']?.security).toEqual([{ session: [] }]);
    expect(body.paths['/api/v1/today']?.['get']?.responses['4XX']?.content).toHaveProperty([
      'application/problem+json',
    ]);
  });
});
