package dev.twofactor.keycloak.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.keycloak.delivery.Dispatch;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.tracing.TracingProvider;

/** What a span holds of a fault, whose text may carry a number or a code. */
class SpansTest {

    private static final String NUMBER = "+14155550123";

    /** Keeps the spans that have ended. */
    private static final class Ended implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private final Ended ended = new Ended();
    private final SdkTracerProvider tracers = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(ended))
            .build();
    private final TracingProvider tracing = answering(TracingProvider.class, (method, arguments) -> switch (method) {
        case "getCurrentSpan" -> Span.current();
        case "getTracer" -> tracers.get((String) arguments[0]);
        default -> throw new AssertionError(method);
    });
    private final KeycloakSession session = answering(KeycloakSession.class, (method, arguments) -> tracing);
    private final Span request = tracers.get("keycloak").spanBuilder("request").startSpan();
    private final Scope scope = request.makeCurrent();

    @AfterEach
    void close() {
        scope.close();
        tracers.close();
    }

    private static <T> T answering(Class<T> type, BiFunction<String, Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.apply(method.getName(), arguments)));
    }

    private void assertThatFaultIsNamedOnly(String name) {
        assertThat(ended.spans).hasSize(1);
        SpanData span = ended.spans.get(0);
        assertThat(span.getName()).isEqualTo(name);
        assertThat(span.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("java.lang.IllegalStateException");
        assertThat(span.getEvents()).isEmpty();
        assertThat(span.toString()).doesNotContain(NUMBER);
    }

    @Test
    void aFaultWhileACodeIsJudgedIsNamedWithoutItsText() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Spans.verify(
                        session,
                        () -> {
                            throw new IllegalStateException(NUMBER);
                        },
                        result -> Verdict.WRONG));

        assertThatFaultIsNamedOnly("two-factor.verify");
        assertThat(Span.current()).isSameAs(request);
    }

    @Test
    void aFaultWhileAMessageIsSentIsNamedWithoutItsText() {
        Dispatch sending = Spans.send(session, Channel.SMS, (id, until) -> {
            throw new IllegalStateException(NUMBER);
        });

        assertThatIllegalStateException().isThrownBy(() -> sending.send("1", Instant.EPOCH));

        assertThatFaultIsNamedOnly("two-factor.send");
    }

    @Test
    void whereTheRequestIsNotTracedNothingIs() {
        try (Scope untraced = Span.getInvalid().makeCurrent()) {
            assertThat(untraced).isNotNull();
            assertThat(Spans.<Verdict>verify(session, () -> Verdict.WRONG, verdict -> verdict))
                    .isEqualTo(Verdict.WRONG);
        }

        assertThat(ended.spans).isEmpty();
    }
}
