package org.godwit.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real server: the main class in a process of its own, with users u0, u1, ... whose password is "pass". */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it lets clients in. */
  static ServerProcess start(Path data, int users) throws IOException {
    Files.createDirectories(data);
    var lines = java.util.stream.IntStream.range(0, users).mapToObj(i -> "u" + i + ":{PLAIN}pass").toList();
    Files.write(data.resolve("users"), lines);
    int port = freePort();
    var command = List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m", "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
        System.getProperty("java.class.path"), "org.godwit.Godwit", "serve", "--no-demo", "--data", data.toString(), "--set",
        "imap.port=" + port, "--set", "imaps.port=0", "--set", "pop3.port=0", "--set", "pop3s.port=0", "--set", "lmtp.port=0", "--set", "storage.segmentBytes=1M", "--set", "storage.checkpointBytes=65536");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var told = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      told.append(line).append('\n');
      if (line.contains("Listening on")) {
        drain(output);
        return new ServerProcess(process, port);
      }
    }
    throw new IOException("the server ended: " + told);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void drain(BufferedReader output) {
    Thread.ofPlatform().daemon().start(() -> {
      try {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          if (line.contains("ERROR")) {
            System.err.println("server: " + line);
          }
        }
      } catch (IOException e) {
        // killed
      }
    });
  }

  int port() {
    return port;
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM, and its exit status. */
  int end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
