package org.godwit.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;

/** A {@link NodeProcess} from outside. */
final class NodeHandle implements AutoCloseable {

  /** For a machine that has much else to do. */
  private static final long WAIT_SECONDS = 120;
  private static final long ASK_AGAIN_NANOS = 10_000_000;

  /** Where nodes listen: membership on the port and the next one, the event bus on the one after. */
  record Place(int port) {
    private static final int PORTS = 3;

    /** Ports that are free now. */
    static Place free() throws IOException {
      for (int attempt = 0; attempt < 100; attempt++) {
        int port;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
          port = probe.getLocalPort();
        }
        if (areFree(port)) {
          return new Place(port);
        }
      }
      throw new IOException("no ports are free");
    }

    private static boolean areFree(int first) {
      for (int port = first; port < first + PORTS; port++) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
          Assertions.assertTrue(probe.isBound());
        } catch (IOException | IllegalArgumentException taken) {
          return false;
        }
      }
      return true;
    }
  }

  private final String name;
  private final Process process;
  private final PrintWriter commands;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

  /** Starts the node; see {@link #ready}. */
  NodeHandle(String name, Path data, Place place, List<Place> cluster) throws IOException {
    this.name = name;
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx160m",
        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
        System.getProperty("java.class.path"), NodeProcess.class.getName(), "data=" + data, "cluster.enabled=true", "cluster.node=" + name,
        "cluster.host=127.0.0.1", "cluster.port=" + place.port(), "cluster.busPort=" + (place.port() + 2), "cluster.size=" + cluster.size()));
    command.add("cluster.members=" + String.join(",", cluster.stream().map(other -> "127.0.0.1:" + other.port()).toList()));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread.ofPlatform().daemon().start(this::read);
  }

  private void read() {
    try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        (line.startsWith("!") ? news : answers).add(line);
      }
    } catch (IOException ended) {
      Assertions.assertFalse(process.isAlive());
    } finally {
      news.add("!ended");
      answers.add("!ended");
    }
  }

  /** Waits until the node is part of a majority. */
  NodeHandle ready() {
    hear("!ready");
    return this;
  }

  /** Sends a command and returns the answer, without its first word. */
  String ask(String command) {
    String word = command.split(" ")[0];
    commands.println(command);
    return await(answers, word + " ").substring(word.length() + 1);
  }

  /** The next of the things heard that begins so; what comes before it is passed over. */
  String hear(String beginning) {
    return await(news, beginning);
  }

  private String await(BlockingQueue<String> lines, String beginning) {
    try {
      for (String line = poll(lines, beginning); ; line = poll(lines, beginning)) {
        if (line.startsWith(beginning)) {
          return line;
        }
      }
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  private String poll(BlockingQueue<String> lines, String awaited) throws InterruptedException {
    String line = lines.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    Assertions.assertNotNull(line, name + " did not say " + awaited);
    Assertions.assertFalse(line.equals("!ended") && !awaited.equals(line), name + " ended and did not say " + awaited);
    return line;
  }

  /** Asks until the answer is right. */
  String until(String command, Predicate<String> right) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    String answer = ask(command);
    while (!right.test(answer)) {
      Assertions.assertTrue(System.nanoTime() - end < 0, name + " still says to " + command + ": " + answer);
      // not a loop that takes the processor from the nodes
      LockSupport.parkNanos(ASK_AGAIN_NANOS);
      answer = ask(command);
    }
    return answer;
  }

  /** Sends a signal, such as STOP. */
  void signal(String signal) throws IOException, InterruptedException {
    Assertions.assertEquals(0, new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
