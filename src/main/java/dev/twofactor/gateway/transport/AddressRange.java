package dev.twofactor.gateway.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of addresses, written as in {@code 10.0.0.0/8}. */
record AddressRange(InetAddress first, int prefixLength) {

    /** Takes a literal address: no name is looked up. */
    static AddressRange of(String block) {
        int slash = block.indexOf('/');
        try {
            InetAddress first = InetAddress.getByName(block.substring(0, slash));
            return new AddressRange(first, Integer.parseInt(block.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address block: " + block, e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
