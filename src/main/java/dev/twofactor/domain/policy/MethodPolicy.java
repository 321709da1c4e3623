package dev.twofactor.domain.policy;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which methods there are.
 *
 * @param methods at least one
 * @param emailWithoutEnrolling whether a verified address serves as a method without having been set up as one
 */
public record MethodPolicy(Set<Method> methods, boolean emailWithoutEnrolling) {

    /** @throws SettingException when a value is not among the choices */
    public static MethodPolicy from(Settings settings) {
        Set<Method> methods = settings.choices("methods", EnumSet.allOf(Method.class));
        if (methods.isEmpty()) {
            throw new SettingException("methods", "at least one is expected; the key requirement switches all off");
        }
        return new MethodPolicy(Set.copyOf(methods), settings.flag("email-without-enrolling", false));
    }
}
