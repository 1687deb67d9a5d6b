import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

import {
  type Context,
  createContextKey,
  diag,
  DiagLogLevel,
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'

import type { Deps } from './deps.ts'
import type { Listener } from './listener.ts'
import type { Log } from './log.ts'

/**
 * Traces for OpenTelemetry, loaded only where `OTEL_EXPORTER_OTLP_ENDPOINT` asks for them: a span
 * for each request, each call of MobilePay's APIs, each step of a session to a later generation, and
 * each request to the provider.
 *
 * A span has names, methods, statuses and times. It never has a header, a query, a body, an error's
 * text, or a part of a path that is not ours: any of those may hold what only the bff may know.
 */
export interface Tracing {
  /** Gives each request its span, and makes what it causes that span's children. */
  readonly tracedListener: (listener: Listener) => Listener
  readonly tracedDeps: (deps: Deps) => Deps
  /** Sends what is left, for 5 s at most. */
  readonly close: () => Promise<void>
}

function quiet(): void {}

/**
 * Starts exporting. Address, headers and limits are OpenTelemetry's own variables, which its
 * exporter reads.
 *
 * @param ratio - the part of all traces that is kept, from 0 to 1.
 */
export function startTracing(ratio: number, log: Log): Tracing {
  const warn = () => log.warn({}, 'traces cannot be exported')
  diag.setLogger(
    { error: warn, warn: quiet, info: quiet, debug: quiet, verbose: quiet },
    DiagLogLevel.ERROR,
  )
  const processor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })
  const provider = new TracerProvider({
    // What the environment says about the service wins.
    resource: resourceFromAttributes({ 'service.name': 'mobilepay-connect' }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    // Not the caller's decision: a browser must be able neither to stay out of the traces nor to
    // fill them.
    sampler: new TraceIdRatioBasedSampler(ratio),
    spanProcessors: [processor],
  })
  const tracer = provider.getTracer('bff')
  const current = new AsyncLocalStorage<Context>()
  watchProvider(tracer, current)
  return {
    tracedListener: (listener) => (incoming, outgoing) => {
      const span = startRequest(tracer, incoming, outgoing)
      current.run(trace.setSpan(ROOT_CONTEXT, span), listener, incoming, outgoing)
    },
    tracedDeps: (deps) => traceDeps(deps, tracer, current),
    close: () => provider.shutdown().catch(warn),
  }
}

function startRequest(tracer: Tracer, incoming: IncomingMessage, outgoing: ServerResponse): Span {
  const { method = '', url = '', headers } = incoming
  const route = routeOf(url)
  const span = tracer.startSpan(
    `${method} ${route}`,
    {
      kind: SpanKind.SERVER,
      attributes: { 'http.request.method': method, 'http.route': route },
      links: linksTo(headers['traceparent']),
    },
    ROOT_CONTEXT,
  )
  outgoing.once('close', () => endWith(span, outgoing.statusCode, 500))
  return span
}

const ownRoutes =
  /^\/(?:auth\/(?:login|callback|complete|session|logout|handle|wait|redeem|frontchannel-logout)|healthz|readyz|metrics|embed\.js)$/

/** A path of ours as it is; of others no more than which part of ours they are for. */
function routeOf(url: string): string {
  const [path = ''] = url.split('?', 1)
  if (ownRoutes.test(path)) return path
  const [, part] = /^\/(api|auth|assets|embed)\//.exec(path) ?? []
  return part === undefined ? '/*' : `/${part}/*`
}

/**
 * The caller's span (W3C Trace Context, version 00). It is linked and no parent: what is kept is
 * decided by the trace's id, and that must not be of the caller's choice.
 */
function linksTo(header: unknown): Link[] {
  if (typeof header !== 'string') return []
  const [, traceId = '', spanId = '', flags = ''] =
    /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(header) ?? []
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
  return isSpanContextValid(context) ? [{ context }] : []
}

function traceDeps(deps: Deps, tracer: Tracer, current: AsyncLocalStorage<Context>): Deps {
  const { upstream, refresh } = deps
  const within = async <T>(
    span: Span,
    run: () => Promise<T>,
    base: Context = ROOT_CONTEXT,
  ): Promise<T> => {
    try {
      return await current.run(trace.setSpan(base, span), run)
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
      throw error
    } finally {
      span.end()
    }
  }
  return {
    ...deps,
    upstream: {
      ...upstream,
      forward(request, accessToken) {
        const { id, method, path } = request.operation
        const parent = current.getStore()
        trace.getSpan(parent ?? ROOT_CONTEXT)?.updateName(`${method} ${id}`)
        const attributes = { 'http.request.method': method, 'url.template': path }
        const span = tracer.startSpan(id, { kind: SpanKind.CLIENT, attributes }, parent)
        const headers = withTraceparent(request.headers, span)
        return within(
          span,
          async () => {
            const answer = await upstream.forward({ ...request, headers }, accessToken)
            setStatus(span, answer.status, 400)
            if (answer.repeats > 0) span.setAttribute('http.request.resend_count', answer.repeats)
            return answer
          },
          ROOT_CONTEXT.setValue(isProxied, true),
        )
      },
    },
    refresh: {
      ...refresh,
      renew(session) {
        const span = tracer.startSpan('renew session', {}, current.getStore())
        return within(span, async () => {
          const outcome = await refresh.renew(session)
          span.setAttribute('outcome', outcome.kind)
          return outcome
        })
      },
    },
  }
}

/** MobilePay sees our span as the caller, not the browser's. */
function withTraceparent(headers: readonly string[], span: Span): readonly string[] {
  const { traceId, spanId, traceFlags } = span.spanContext()
  const flags = traceFlags.toString(16).padStart(2, '0')
  const others = headers.filter((_, index) => headers[index - (index % 2)] !== 'traceparent')
  return [...others, 'traceparent', `00-${traceId}-${spanId}-${flags}`]
}

/** Marks what is done for a call of MobilePay's APIs, which has a span already. */
const isProxied = createContextKey('proxied call')

/**
 * Requests to the provider are made by `fetch`, which tells of each on channels of the process. So
 * does the client of MobilePay's APIs, in the context of its call.
 */
function watchProvider(tracer: Tracer, current: AsyncLocalStorage<Context>): void {
  const spans = new WeakMap<object, Span>()
  onFetch('create', ({ request }) => {
    if (current.getStore()?.getValue(isProxied) === true) return
    const { method = '', path = '' } = request
    const [name] = path.split('?', 1)
    const attributes = { 'http.request.method': method }
    const options = { kind: SpanKind.CLIENT, attributes }
    spans.set(request, tracer.startSpan(`${method} ${name}`, options, current.getStore()))
  })
  onFetch('headers', ({ request, response }) => {
    const span = spans.get(request)
    if (span !== undefined) endWith(span, response?.statusCode ?? 0, 400)
  })
  onFetch('error', ({ request }) => {
    spans.get(request)?.setStatus({ code: SpanStatusCode.ERROR }).end()
  })
}

interface FetchMessage {
  readonly request: { readonly method?: string; readonly path?: string }
  readonly response?: { readonly statusCode?: number }
}

function onFetch(event: string, listener: (message: FetchMessage) => void): void {
  subscribe(`undici:request:${event}`, (message) => {
    if (isFetchMessage(message)) listener(message)
  })
}

function isFetchMessage(message: unknown): message is FetchMessage {
  return typeof message === 'object' && message !== null && 'request' in message
}

function setStatus(span: Span, status: number, firstError: number): void {
  span.setAttribute('http.response.status_code', status)
  if (status >= firstError) span.setStatus({ code: SpanStatusCode.ERROR })
}

function endWith(span: Span, status: number, firstError: number): void {
  setStatus(span, status, firstError)
  span.end()
}
