package dev.twofactor.testprovider;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.TimerProvider;

/** Moves the server's clock and runs what its timer would, so that no test has to wait; exists in test servers only. */
@Produces(MediaType.TEXT_PLAIN)
public class ClockResource {

    private final KeycloakSession session;

    ClockResource(KeycloakSession session) {
        this.session = session;
    }

    /** Sets how many seconds the server's clock is ahead of the real one, and answers as {@link #read()}. */
    @PUT
    @Path("clock")
    public String move(@QueryParam("offset-seconds") int seconds) {
        Time.setOffset(seconds);
        return read();
    }

    /** The server's clock in milliseconds since 1970. */
    @GET
    @Path("clock")
    public String read() {
        return String.valueOf(Time.currentTimeMillis());
    }

    /** {@link AllocatedMemory#allocated()}. */
    @GET
    @Path("allocated")
    public String allocated() {
        return String.valueOf(AllocatedMemory.allocated());
    }

    /** Does a task of the timer now, and answers when it is done. */
    @PUT
    @Path("tasks/{name}")
    public String run(@PathParam("name") String name) {
        session.getProvider(TimerProvider.class)
                .getTasks()
                .get(name)
                .getRunnable()
                .run();
        return name;
    }
}
