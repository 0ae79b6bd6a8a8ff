import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeAnswers } from './api-answers.js';

/** OpenAPI 3.1 from the routes, their schemas and the types of their answers. Pages for people are left out. */
export const apiDocument = (app: NestFastifyApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Insatskedja')
    .setDescription(
      'Samordnad insatskedja vid våld i nära relation. Varje svar följer läsarens uppdrag och de utlämnanden som gäller i det ögonblicket; det du inte får se finns inte. ' +
        'Kommandon kräver Idempotency-Key; ändring av ett dokument kräver If-Match. Fel följer RFC 9457.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  document.paths = Object.fromEntries(
    Object.entries(document.paths).filter(([path]) => path.startsWith('/api/') || path.startsWith('/health/')),
  );
  describeAnswers(document);
  return document;
};

/** Swagger UI at /docs, the document at /docs-json. */
export const addApiDocs = (app: NestFastifyApplication): void => {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= apiDocument(app)), {
    jsonDocumentUrl: 'docs-json',
    customSiteTitle: 'Insatskedja – API',
  });
};
