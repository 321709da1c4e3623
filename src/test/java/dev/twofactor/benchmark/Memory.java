package dev.twofactor.benchmark;

/**
 * What a server's memory holds, in kilobytes.
 *
 * @param resident what the operating system counts for the process, the whole heap included
 * @param trimmed the same once the C library gave back what it kept free, mostly of the compilers; as much as resident
 *     where the JVM cannot tell it to
 * @param heap what is left of the heap after a collection
 * @param metaspace classes
 * @param code compiled code
 * @param threads of Java, no kilobytes
 */
record Memory(long resident, long trimmed, long heap, long metaspace, long code, int threads) {}
