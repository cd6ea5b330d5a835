# An image of Godwit: docker build -t registry.example.org/godwit:0.1.0 .
# k8s/README.md says how it is meant to run.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /source
COPY pom.xml .
COPY bin bin
COPY conf conf
COPY src/main src/main
RUN mvn -q -B -Dmaven.test.skip=true package
COPY k8s/assemble k8s/
RUN k8s/assemble

# bin/godwit wants a shell, sed and find, the manifests want sleep.
FROM debian:bookworm-slim
RUN useradd --uid 10001 --user-group --home-dir /var/lib/godwit --create-home --shell /usr/sbin/nologin godwit
COPY --from=build /opt/godwit /opt/godwit
RUN ln -s /opt/godwit/bin/godwit /usr/local/bin/godwit
ENV JAVA_HOME=/opt/godwit/java LC_ALL=C.UTF-8
USER 10001:10001
WORKDIR /var/lib/godwit
VOLUME /var/lib/godwit
EXPOSE 1143 1993 1110 1995 1024
ENTRYPOINT ["/opt/godwit/bin/godwit"]
# The data is in ./data, which is on the volume; of a container's addresses this machine's alone would not do.
CMD ["serve", "--set", "listen.hosts=::"]
