package dev.twofactor.testprovider;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What the server's threads have taken of the heap. */
final class AllocatedMemory {

    private AllocatedMemory() {}

    /** Bytes that all threads alive have allocated since they began; what was freed again is in it. */
    static long allocated() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
