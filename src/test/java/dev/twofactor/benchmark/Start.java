package dev.twofactor.benchmark;

/**
 * A server's start, from the process to the first answer.
 *
 * @param seconds what the server says that it took
 * @param working seconds of processors that its threads used, without those that compile
 * @param all seconds of processors that the whole process used
 */
record Start(double seconds, double working, double all) {}
