package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import org.junit.jupiter.api.Test;

class NewcomerTest {

    private static final DestinationKey KEY = DestinationKey.ofLimits(new byte[64]);

    @Test
    void thePhoneStandsForThePersonAndCannotBeRead() {
        String id = id(KEY, Channel.SMS, "+14155550101");

        assertThat(id).isEqualTo(id(KEY, Channel.SMS, "+14155550101")).doesNotContain("4155550101");
        assertThat(id).isNotEqualTo(id(KEY, Channel.SMS, "+14155550102"));
        assertThat(id).isNotEqualTo(id(KEY, Channel.EMAIL, "+14155550101"));
        assertThat(id).isNotEqualTo(id(DestinationKey.derive(new byte[64]), Channel.SMS, "+14155550101"));
        assertThat(id(KEY, Channel.EMAIL, "Anna@shop.example")).isEqualTo(id(KEY, Channel.EMAIL, "anna@shop.example"));
    }

    @Test
    void noUserHasSuchAnId() {
        assertThat(Newcomer.is(id(KEY, Channel.SMS, "+14155550101"))).isTrue();
        assertThat(Newcomer.is("7f3c0d5e-0000-4000-8000-000000000001")).isFalse();
        assertThat(Newcomer.is("f:7f3c0d5e-0000-4000-8000-000000000001:anna")).isFalse();
    }

    private static String id(DestinationKey key, Channel channel, String address) {
        return Newcomer.id(key, channel, new Destination(address, "masked", null));
    }
}
