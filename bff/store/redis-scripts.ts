/**
 * Takes a lease (KEYS[1]) for ARGV[1] milliseconds, with the next value of the counter (KEYS[2]) as
 * its fence; 0 while somebody else has it.
 */
export const acquireScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local fence = redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], fence, 'PX', ARGV[1])
return fence
`

/** Prolongs a lease, if it is still the one with fence ARGV[1]. */
export const renewScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`

/** Ends a lease, if it is still the one with fence ARGV[1]. */
export const releaseScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`

/**
 * Stores ARGV[2] for ARGV[3] seconds, marked with fence ARGV[1], unless a value with a higher fence
 * is there: its writer got the lease after ours had run out.
 */
export const putScript = `
local old = redis.call('GET', KEYS[1])
if old and tonumber(string.match(old, '^(%d+):')) > tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1] .. ':' .. ARGV[2], 'EX', ARGV[3])
return 1
`

/**
 * Starts the login with the entry KEYS[1]: a new one becomes `started`, any other `burnt`. KEYS[2]
 * holds the names (ARGV[1]) of all entries by their end, and bounds their number to ARGV[4].
 */
export const startScript = `
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[2])
local before = redis.call('GET', KEYS[1])
if not before and redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then return 'full' end
local status = before and 'burnt' or 'started'
redis.call('SET', KEYS[1], status, 'EX', ARGV[3])
redis.call('ZADD', KEYS[2], ARGV[2] + ARGV[3], ARGV[1])
redis.call('PUBLISH', KEYS[3], ARGV[1])
return status
`

/** Puts the ticket ARGV[2] into the entry KEYS[1], if that is `started`. */
export const finishScript = `
if redis.call('GET', KEYS[1]) ~= 'started' then return 0 end
redis.call('SET', KEYS[1], 'done:' .. ARGV[2], 'KEEPTTL')
redis.call('PUBLISH', KEYS[2], ARGV[1])
return 1
`
