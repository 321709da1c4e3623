package dev.twofactor.keycloak.tracing;

import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.keycloak.delivery.Dispatch;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.tracing.TracingProvider;

/** Our spans in the trace of a request; no code, number, address or name of a user is in them. */
public final class Spans {

    private static final String TRACER = "dev.twofactor";

    private Spans() {}

    /** Shows the judging of one code; where the request is not traced, nothing is. */
    public static <T> T verify(KeycloakSession session, Supplier<T> judging, Function<T, Verdict> verdict) {
        TracingProvider tracing = session.getProvider(TracingProvider.class);
        if (!tracing.getCurrentSpan().isRecording()) {
            return judging.get();
        }
        Span span = tracing.getTracer(TRACER).spanBuilder("two-factor.verify").startSpan();
        return within(span, () -> {
            T result = judging.get();
            span.setAttribute("two_factor.verdict", lower(verdict.apply(result)));
            return result;
        });
    }

    /**
     * The same message, whose sending is shown in the trace of the request that asked for it, though that is over by then.
     * Where that request is not traced, nothing is.
     */
    public static Dispatch send(KeycloakSession session, Channel channel, Dispatch dispatch) {
        TracingProvider tracing = session.getProvider(TracingProvider.class);
        if (!tracing.getCurrentSpan().isRecording()) {
            return dispatch;
        }
        Tracer tracer = tracing.getTracer(TRACER);
        Context request = Context.current();
        return (deliveryId, until) -> {
            Span span = tracer.spanBuilder("two-factor.send")
                    .setParent(request)
                    .setAttribute("two_factor.channel", channel.key())
                    .startSpan();
            return within(span, () -> told(span, dispatch.send(deliveryId, until)));
        };
    }

    private static Attempts told(Span span, Attempts attempts) {
        span.setAttribute("two_factor.outcome", lower(attempts.result().outcome()));
        span.setAttribute("two_factor.attempts", attempts.tried().size());
        if (!attempts.result().isAccepted()) {
            span.setStatus(StatusCode.ERROR);
        }
        return attempts;
    }

    // Not as Keycloak would: a fault's text may carry what was being sent or judged.
    private static <T> T within(Span span, Supplier<T> work) {
        Scope scope = span.makeCurrent();
        try {
            return work.get();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR, e.getClass().getName());
            throw e;
        } finally {
            scope.close();
            span.end();
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
