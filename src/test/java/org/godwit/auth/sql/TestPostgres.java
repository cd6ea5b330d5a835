package org.godwit.auth.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A PostgreSQL of a test's own, on loopback: it can be stopped, crash, and come back on the same port with what it had. */
public final class TestPostgres implements AutoCloseable {
  /** Of the database user postgres. */
  public static final String PASSWORD = "of the database";

  private static final int SECONDS_MAX = 120;

  private final Path directory;
  private final int port;
  private Process process;

  private TestPostgres(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** A new one, running. */
  public static TestPostgres start() throws Exception {
    var postgres = new TestPostgres(PostgresBinaries.directory(), freePort());
    Path password = PostgresBinaries.own(Files.writeString(postgres.directory.resolve("password"), PASSWORD));
    postgres.run(PostgresBinaries.command("initdb", "-D", postgres.data(), "--no-locale", "-E", "UTF8", "-A", "scram-sha-256", "-U", "postgres",
        "--pwfile=" + password, "--no-sync"));
    postgres.resume();
    return postgres;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Where its UNIX socket is. */
  Path directory() {
    return directory;
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /** Starts it again, and waits until it serves. */
  public void resume(String... settings) throws Exception {
    var command = PostgresBinaries.command("postgres", "-D", data(), "-p", Integer.toString(port), "-h", "127.0.0.1,127.0.0.2", "-k", directory.toString(),
        "-F", "-c", "max_connections=50", "-c", "shared_buffers=16MB");
    for (String setting : settings) {
      command.addAll(List.of("-c", setting));
    }
    process = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile()).start();
    var ready = new CompletableFuture<Void>();
    Process started = process;
    Thread.ofPlatform().daemon().start(() -> watch(started, ready));
    ready.get(SECONDS_MAX, TimeUnit.SECONDS);
  }

  private static void watch(Process started, CompletableFuture<Void> ready) {
    var log = new StringBuilder();
    try (var lines = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
        if (line.contains("database system is ready to accept connections")) {
          ready.complete(null);
        }
      }
    } catch (IOException closed) {
      log.append(closed);
    }
    ready.completeExceptionally(new IllegalStateException("PostgreSQL has ended:\n" + log));
  }

  /** Ends it at once, without a word to its clients. */
  public void crash() throws Exception {
    signal("QUIT");
  }

  private void signal(String signal) throws Exception {
    run(List.of("sh", "-c", "kill -" + signal + " " + process.pid()));
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new IllegalStateException("PostgreSQL does not end");
    }
  }

  private void run(List<String> command) throws Exception {
    Process running = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile()).start();
    String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (running.waitFor() != 0) {
      throw new IllegalStateException(command + " failed:\n" + output);
    }
  }

  /** Runs statements as the database's administrator. */
  public void sql(String... statements) throws Exception {
    with(connection -> {
      Future<Void> done = Future.succeededFuture();
      for (String statement : statements) {
        done = done.compose(before -> connection.query(statement).execute().mapEmpty());
      }
      return done;
    });
  }

  /** What a query yields in the first column of its first row. */
  String value(String query) throws Exception {
    return with(connection -> connection.query(query).execute().map(rows -> rows.iterator().next().getString(0)));
  }

  private <T> T with(Function<PgConnection, Future<T>> use) throws Exception {
    var options = new PgConnectOptions().setHost("127.0.0.1").setPort(port).setDatabase("postgres").setUser("postgres").setPassword(PASSWORD);
    Vertx vertx = Vertx.vertx();
    try {
      return await(PgConnection.connect(vertx, options).compose(use));
    } finally {
      await(vertx.close());
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Gives it a certificate and its key, for {@code ssl=on}. */
  void certificate(Path certificate, Path key) throws IOException {
    Files.copy(certificate, Path.of(data(), "server.crt"));
    Path copy = Files.copy(key, Path.of(data(), "server.key"));
    PostgresBinaries.own(Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------")));
    Files.setPosixFilePermissions(Path.of(data(), "server.crt"), PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** The settings of a back end that uses it; {@code more} is keys and values. */
  public List<String> settings(String... more) {
    var settings = new ArrayList<>(List.of("auth.backends", "sql", "sql.host", "127.0.0.1", "sql.port", Integer.toString(port), "sql.database", "postgres",
        "sql.user", "postgres", "sql.password", PASSWORD));
    settings.addAll(List.of(more));
    return settings;
  }

  @Override
  public void close() throws Exception {
    if (process != null && process.isAlive()) {
      signal("INT");
    }
    PostgresBinaries.delete(directory);
  }
}
