package dev.twofactor.testprovider;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.keycloak.common.util.Time;

/** Moves the server's clock, so that no test has to wait; exists in test servers only. */
@Produces(MediaType.TEXT_PLAIN)
public class ClockResource {

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
}
