# syntax=docker/dockerfile:1

# Every base image is named by its full version. Dependabot (.github/dependabot.yml, "docker") proposes the
# next one weekly; both stages are raised together, because an AOT cache fits one Java build only.

FROM eclipse-temurin:25.0.4_7-jdk AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
RUN --mount=type=cache,target=/root/.m2 ./mvnw -DskipTests package \
    && cp target/data-connections-*.jar application.jar \
    && java -Djarmode=tools -jar application.jar extract --layers --destination layers

FROM eclipse-temurin:25.0.4_7-jre
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Data Connections" \
      org.opencontainers.image.description="A marketer's data, ready at the moment a message is sent." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

WORKDIR /application
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./

# The training run (JEP 514) starts the application as far as a build can, which has no database: the context
# is refreshed, nothing connects. Its encryption key is random and encrypts nothing. The JVM may fail to write the cache and still exit with 0, and a JVM that
# cannot use one starts without it; so the second run insists on it (AOTMode=on) and fails the build.
# Options that shape the cache (compact headers) are the same here and in the ENTRYPOINT.
RUN set -eu; \
    start() { \
        java -XX:+UseCompactObjectHeaders "$@" \
            -Dspring.context.exit=onRefresh \
            -Dspring.datasource.url=jdbc:postgresql://localhost/none \
            -Dspring.datasource.hikari.initialization-fail-timeout=-1 \
            -Dspring.flyway.enabled=false \
            -Ddata-connections.encryption.key="$(head -c 32 /dev/urandom | base64)" \
            -Dspring.jpa.hibernate.ddl-auto=none \
            -Dspring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect \
            -Dspring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false \
            -jar application.jar; \
    }; \
    start -XX:AOTCacheOutput=application.aot; \
    test -s application.aot; \
    start -XX:AOTCache=application.aot -XX:AOTMode=on

# Numeric, so that Kubernetes' runAsNonRoot can tell. The files belong to root: the service writes to /tmp only.
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM

# The image has no curl; bash speaks enough HTTP to read a status line.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [[ $status == 200* ]]"]

# More options go into JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+UseCompactObjectHeaders", "-XX:AOTCache=application.aot", "-jar", "application.jar"]
