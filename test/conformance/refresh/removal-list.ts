import type { Removal } from '../../support/removals.ts'

const memory = 'test/conformance/refresh/memory.test.ts'
const redis = 'test/conformance/refresh/redis.test.ts'

/** Each of the six rules at least once; where a rule has several halves, each half. */
export const removals: readonly Removal[] = [
  {
    rule: '1. single flight',
    file: 'bff/refresh/refresh.ts',
    replacements: [['if (running !== undefined) return running', '']],
    testFile: memory,
    test: 'timeout, in a burst: OneTime, memory',
  },
  {
    rule: '2. successors can be found',
    file: 'bff/refresh/successors.ts',
    replacements: [['await store.get(name)', 'undefined']],
    testFile: memory,
    test: 'a late cookie: OneTime, memory',
  },
  {
    rule: '2. successors are encrypted under the spent token',
    file: 'bff/refresh/successors.ts',
    replacements: [
      ['encrypt(key, JSON.stringify(record))', 'Buffer.from(JSON.stringify(record)).toString()'],
      ['decrypt(key, value)', 'value'],
    ],
    testFile: redis,
    test: 'contains no token, no secret, no cookie and no key',
  },
  {
    rule: '3. a response only moves forward',
    file: 'bff/refresh/refresh.ts',
    replacements: [['(await lastSuccessor(renewed.session)) ?? renewed', 'renewed']],
    testFile: memory,
    test: 'a slow overlapping response: OneTime, memory',
  },
  {
    rule: '3. the same, at another process',
    file: 'bff/refresh/refresh.ts',
    replacements: [['(await lastSuccessor(renewed.session)) ?? renewed', 'renewed']],
    testFile: redis,
    test: 'a slow response overlaps at another process: OneTime, Redis',
  },
  {
    rule: '3. logout is remembered',
    file: 'bff/routes/grant.ts',
    replacements: [["if (deps.store.isEnded('session', session.id)) return undefined", '']],
    testFile: memory,
    test: 'logout in one process: a slow response does not bring the session back',
  },
  {
    rule: '3. logout is told to other processes',
    file: 'bff/store/redis.ts',
    replacements: [
      ['if (known !== undefined) void local.end(known, decodeURIComponent(id), Number(until))', ''],
    ],
    testFile: redis,
    test: 'a session that was logged out at one process is over at all of them',
  },
  {
    rule: '4. a fault ends nothing',
    file: 'bff/refresh/advance.ts',
    replacements: [["observe('unavailable')\n      throw error", 'return dead']],
    testFile: memory,
    test: '500: OneTime, memory',
  },
  {
    rule: '4. a successor is looked up before invalid_grant ends a session',
    file: 'bff/refresh/advance.ts',
    replacements: [['if (other !== undefined) return other', '']],
    testFile: redis,
    test: 'lease holder paused before its token call: OneTime, Redis',
  },
  {
    rule: '5. a lease across processes',
    file: 'bff/refresh/advance.ts',
    replacements: [['await store.lease(name)', '{ fence: 1, release: async () => {} }']],
    testFile: redis,
    test: 'a burst over 3 processes: OneTime, Redis',
  },
  {
    rule: '5. renewed while its holder lives',
    file: 'bff/store/redis.ts',
    replacements: [['}, leaseMilliseconds / 3)', '}, 3_600_000)']],
    testFile: redis,
    test: 'a refresh that takes longer than a lease: OneTime, Redis',
  },
  {
    rule: '5. and over when its holder is',
    file: 'bff/store/redis-scripts.ts',
    replacements: [["fence, 'PX', ARGV[1])", "fence, 'EX', ARGV[1])"]],
    testFile: redis,
    test: 'lease holder killed before MobilePay has begun: OneTime, Redis',
  },
  {
    rule: '5. fencing',
    file: 'bff/store/redis-scripts.ts',
    replacements: [['if old and ', 'if false and ']],
    testFile: redis,
    test: 'lease holder paused for longer than its lease: ReUse, Redis',
  },
  {
    rule: '5. without Redis like a single process',
    file: 'bff/store/redis.ts',
    replacements: [
      ["if (typeof fence !== 'number') return local.lease(key)", 'if (!fence) return undefined'],
    ],
    testFile: redis,
    test: 'Redis down: OneTime, Redis',
  },
  {
    rule: '5. and readiness says so',
    file: 'bff/store/redis.ts',
    replacements: [["client.isReady && !failing ? 'ok' : 'degraded'", "'ok'"]],
    testFile: redis,
    test: 'Redis hanging: valid access tokens work, readiness and metrics tell',
  },
  {
    rule: '6. stored before anybody gets it',
    file: 'bff/refresh/advance.ts',
    replacements: [
      [
        'await successors.put(session.id, spent, next, record.fence)',
        'setTimeout(() => void successors.put(session.id, spent, next, record.fence), 3000)',
      ],
    ],
    testFile: redis,
    test: 'process killed after the token call: OneTime, Redis',
  },
  {
    rule: '6. an answer that cannot be checked yet is kept',
    file: 'bff/refresh/advance.ts',
    replacements: [['await successors.put(session.id, spent, record, record.fence)', '']],
    testFile: memory,
    test: 'the keys for the answer cannot be had: OneTime, memory',
  },
]
