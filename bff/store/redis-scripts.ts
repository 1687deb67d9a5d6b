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
