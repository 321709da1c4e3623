package dev.twofactor.keycloak.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.junit.jupiter.api.Test;

class PackedMetadataTest {

    private final PhoneNumberUtil packed = PhoneNumberUtil.createInstance(new PackedMetadata());
    private final PhoneNumberUtil original = PhoneNumberUtil.getInstance();

    @Test
    void everyCountryIsTheSameAsInTheLibrary() {
        assertThat(packed.getSupportedRegions()).hasSizeGreaterThan(200).isEqualTo(original.getSupportedRegions());
        for (String region : original.getSupportedRegions()) {
            assertThat(packed.getExampleNumber(region)).as(region).isEqualTo(original.getExampleNumber(region));
        }
    }

    @Test
    void numbersOfNoCountryAreKnownToo() {
        assertThat(original.getSupportedGlobalNetworkCallingCodes())
                .isNotEmpty()
                .allSatisfy(code -> assertThat(packed.getExampleNumberForNonGeoEntity(code))
                        .isNotNull()
                        .isEqualTo(original.getExampleNumberForNonGeoEntity(code)));
    }

    @Test
    void whatIsNotThereIsNull() {
        assertThat(new PackedMetadata().loadMetadata("/data/PhoneNumberMetadataProto_XX"))
                .isNull();
    }
}
