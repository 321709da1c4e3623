# Keycloak with this provider, optimized, and the demo's inbox. What is tested of it: docs/containers.md
ARG KEYCLOAK_VERSION=26.7.4

FROM maven:3-eclipse-temurin-21 AS build
WORKDIR /project
COPY pom.xml .
COPY .mvn .mvn
COPY themes themes
COPY src src
RUN mvn -B -q -DskipTests package

# What catches text messages and mail in the demo.
FROM build AS inbox
EXPOSE 8025 8026
CMD ["sh", "-c", "exec java -Xmx128m -cp \"target/test-classes:target/classes:$(cat target/test.classpath)\" dev.twofactor.inbox.InboxContainer"]

FROM keycloak/keycloak:${KEYCLOAK_VERSION} AS keycloak
COPY --from=build /project/target/keycloak-two-factor-*.jar /opt/keycloak/providers/
RUN /opt/keycloak/bin/kc.sh build --db=postgres --health-enabled=true
