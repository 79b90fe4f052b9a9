package dev.paykore.bench.growth;

/**
 * What requests cost at one size of something.
 *
 * @param what grows
 * @param size how large it is
 * @param perSecond answers a second
 * @param p99Millis 99 of 100 requests took no longer
 * @param edgeMicros processor time of the edge a request
 * @param redisMicros processor time of Redis a request
 * @param redisCommands that Redis has run a request, those of scripts included
 * @param postgresReads transactions of Postgres a request
 * @param residentMebibytes memory of all edges at the end
 * @param wrong answers of 400 and above, and requests without an answer
 */
record Cost(
    String what,
    int size,
    double perSecond,
    double p99Millis,
    double edgeMicros,
    double redisMicros,
    double redisCommands,
    double postgresReads,
    long residentMebibytes,
    long wrong) {}
