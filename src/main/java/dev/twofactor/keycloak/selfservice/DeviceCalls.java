package dev.twofactor.keycloak.selfservice;

import dev.twofactor.keycloak.device.TrustedDevice;
import dev.twofactor.keycloak.device.TrustedDevices;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** The browsers that the user trusts: to list, and to end trust. */
final class DeviceCalls {

    private final Caller caller;
    private final TrustedDevices devices;

    DeviceCalls(Caller caller) {
        this.caller = caller;
        this.devices = TrustedDevices.of(caller.session());
    }

    Response list() {
        return Calls.page(
                caller,
                devices.list(caller.realm(), caller.user()).stream()
                        .map(DeviceCalls::view)
                        .toList());
    }

    Response end(String id) {
        caller.requireFresh(false);
        if (!devices.end(caller.realm(), caller.user(), id)) {
            throw new Problem(Problem.Kind.NOT_FOUND);
        }
        return Response.noContent().build();
    }

    Response endAll() {
        caller.requireFresh(false);
        devices.endAll(caller.realm(), caller.user());
        return Response.noContent().build();
    }

    private static Map<String, Object> view(TrustedDevice device) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", device.id());
        view.put("browser", device.browser());
        view.put("system", device.system());
        view.put("place", device.place());
        view.put("createdDate", device.since().toEpochMilli());
        view.put("lastUsedDate", device.lastUsedAt().toEpochMilli());
        view.put("endDate", device.endsAt().toEpochMilli());
        return view;
    }
}
